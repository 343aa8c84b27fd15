# Distance to a training cohort: Mahalanobis distances of new cases, leave-one-out distances of the training cases,
# and how the squared distance is shared among the features (correlation-maximising rotation).
set.seed(27)
n <- 60
z <- matrix(rnorm(n * 4), n)
train <- cbind(f1 = z[, 1], f2 = 0.7 * z[, 1] + 0.7 * z[, 2], f3 = exp(0.5 * z[, 3]), f4 = 3 * z[, 4] - z[, 2])
new <- cbind(f1 = c(0, 2, -4, 0.5, 6), f2 = c(0, -2, -3, 9, 1), f3 = c(1, 2, 0.5, 3, 12), f4 = c(0, 5, -8, 1, 20))

write <- function(x, name) {
  x <- as.data.frame(x)
  for (k in seq_along(x)) if (is.numeric(x[[k]])) x[[k]] <- formatC(x[[k]], digits = 17, format = "g", width = 1)
  write.csv(x, name, row.names = FALSE, quote = FALSE)
}

centre <- colMeans(train)
S <- cov(train)
left_out <- sapply(1:n, function(i) sqrt(mahalanobis(train[i, ], colMeans(train[-i, ]), cov(train[-i, ]))))
e <- eigen(cor(train), symmetric = TRUE)
root <- e$vectors %*% diag(1 / sqrt(e$values)) %*% t(e$vectors)
shares <- t(apply(new, 1, function(x) { w <- (root %*% ((x - centre) / sqrt(diag(S))))^2; w / sum(w) }))
colnames(shares) <- paste0("share", 1:4)

write(train, "input.csv")
write(new, "input_new.csv")
write(cbind(distance = sqrt(mahalanobis(new, centre, S)), shares), "expected_new.csv")
write(data.frame(distance = left_out), "expected_left_out.csv")
write(data.frame(quantile = quantile(left_out, (0:100) / 100, names = FALSE)), "expected_quantiles.csv")
