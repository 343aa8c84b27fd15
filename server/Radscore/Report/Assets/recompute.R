# Computes the tables of this report again from patients.csv and compares them number for number.
# Run it in the folder of the report:  Rscript recompute.R
# Needs R 4.2 or later with the package survival, which comes with R. Ends with status 1 when a number differs.
suppressMessages(library(survival))
options(stringsAsFactors = FALSE, warn = 1)

tolerance <- 1e-6
read <- function(file) if (file.exists(file)) read.csv(file, na.strings = "NA", check.names = FALSE, colClasses = NA) else NULL
d <- read("patients.csv"); v <- read("variables.csv"); m <- read("models.csv")
text_columns <- c("id", "cohort", "enhancement")
for (column in intersect(text_columns, names(d))) d[[column]] <- as.character(d[[column]])
for (i in seq_len(nrow(v))) {
  column <- paste0("var_", v$name[i])
  if (v$kind[i] == "categorical") d[[column]] <- factor(as.character(d[[column]]), levels = strsplit(as.character(v$levels[i]), "|", fixed = TRUE)[[1]])
}
unit <- m$radscore_unit[1]
d$var_radscore <- d$radscore / unit
cut <- setNames(m$cut_off, m$model)
cohorts <- unique(read("table3.csv")$cohort)
models <- m$model
checked <- 0; worst <- 0; wrong <- character()

compare <- function(what, found, written) {
  found <- as.numeric(found); written <- as.numeric(written)
  checked <<- checked + 1
  if (is.na(found) || is.na(written)) { if (is.na(found) != is.na(written)) wrong <<- c(wrong, sprintf("%s: R gives %s, the table says %s", what, found, written)); return(invisible()) }
  if (found == written) return(invisible())
  error <- abs(found - written) / max(1, abs(written)); worst <<- max(worst, error)
  if (!(error <= tolerance)) wrong <<- c(wrong, sprintf("%s: R gives %.10g, the table says %.10g", what, found, written))
}

# ---- areas under the curve (DeLong 1988) ----
placements <- function(score, high) {
  x <- score[high == 1]; y <- score[high == 0]; a <- rank(c(x, y)); m <- length(x); n <- length(y)
  list(area = (sum(a[seq_len(m)]) - m * (m + 1) / 2) / (m * n), x = (a[seq_len(m)] - rank(x)) / n, y = 1 - (a[m + seq_len(n)] - rank(y)) / m)
}
both <- function(high) any(high == 1) && any(high == 0)
area <- function(score, high) {
  if (!both(high)) return(c(NA, NA, NA))
  p <- placements(score, high); s <- sqrt(var(p$x) / length(p$x) + var(p$y) / length(p$y)); z <- qnorm(.975)
  c(p$area, max(0, p$area - z * s), min(1, p$area + z * s))
}
delong <- function(one, other, high) {
  if (!both(high)) return(c(NA, NA))
  a <- placements(one, high); b <- placements(other, high)
  s <- sqrt(max(0, var(a$x - b$x) / length(a$x) + var(a$y - b$y) / length(a$y))); difference <- a$area - b$area
  z <- if (difference == 0 && s < 1e-12) 0 else difference / s
  c(z, 2 * pnorm(-abs(z)))
}
exact <- function(k, n) if (n == 0) c(NA, NA, NA) else c(k / n, binom.test(k, n)$conf.int)
calls <- function(what, row, prefix, called, high) {
  tp <- sum(called & high == 1); fp <- sum(called & high == 0); tn <- sum(!called & high == 0); fn <- sum(!called & high == 1)
  for (k in c("tp", "fp", "tn", "fn")) compare(paste(what, k), get(k), row[[paste0(prefix, k)]])
  rates <- list(accuracy = c(tp + tn, tp + fp + tn + fn), sensitivity = c(tp, tp + fn), specificity = c(tn, tn + fp), ppv = c(tp, tp + fp), npv = c(tn, tn + fn))
  for (k in names(rates)) {
    e <- exact(rates[[k]][1], rates[[k]][2])
    for (j in 1:3) compare(paste(what, k), e[j], row[[paste0(prefix, k, c("", "_low", "_high")[j])]])
  }
}

# ---- Table 1 ----
t1 <- read("table1.csv")
for (r in seq_len(nrow(t1))) with(t1[r, ], {
  x <- d[[paste0("var_", variable)]]; if (variable == "radscore") x <- d$radscore
  own <- x[d$cohort == cohort & d$high_burden == (burden == "high")]; what <- paste("table 1", variable, level, cohort, burden)
  compare(what, length(own), patients); compare(what, sum(is.na(own)), missing)
  if (!is.na(count)) compare(what, sum(own == level, na.rm = TRUE), count) else {
    own <- own[!is.na(own)]; q <- if (length(own)) quantile(own, c(.5, .25, .75), names = FALSE) else rep(NA, 3)
    compare(what, if (length(own)) mean(own) else NA, mean); compare(what, if (length(own) > 1) sd(own) else NA, sd)
    compare(what, q[1], median); compare(what, q[2], q1); compare(what, q[3], q3)
  }
})
t1t <- read("table1_tests.csv")
for (r in seq_len(nrow(t1t))) with(t1t[r, ], {
  x <- d[[paste0("var_", variable)]]; if (variable == "radscore") x <- d$radscore
  inside <- if (comparison == "between cohorts") rep(TRUE, nrow(d)) else d$cohort == comparison
  group <- factor(if (comparison == "between cohorts") d$cohort else d$high_burden); keep <- inside & !is.na(x)
  x <- x[keep]; group <- droplevels(group[keep]); if (is.factor(x)) x <- droplevels(x)
  found <- suppressWarnings(switch(method,
    "Welch t" = t.test(x ~ group)$p.value, "Mann-Whitney" = wilcox.test(x ~ group)$p.value,
    "ANOVA" = summary(aov(x ~ group))[[1]][["Pr(>F)"]][1], "Kruskal-Wallis" = kruskal.test(x, group)$p.value,
    "chi-squared" = chisq.test(table(x, group))$p.value, "Fisher exact" = fisher.test(table(x, group), workspace = 2e8)$p.value))
  compare(paste("table 1 test", variable, comparison), found, p)
  if (is.numeric(x)) {
    numbers <- d[[paste0("var_", variable)]]; if (variable == "radscore") numbers <- d$radscore
    groups <- split(numbers[!is.na(numbers)], paste(d$cohort, d$high_burden)[!is.na(numbers)])
    compare(paste("table 1 normality", variable), all(sapply(groups, function(g) length(g) >= 3 && length(g) <= 5000 && diff(range(g)) > 0 && shapiro.test(g)$p.value >= .05)) && length(groups) == 2 * length(cohorts), normal)
  }
})

# ---- Table 2: logistic regression; with Firth's penalty where the outcomes are separated ----
strict <- glm.control(epsilon = 1e-14, maxit = 100)
firth <- function(x, y, held = NULL, value = 0, b = rep(0, ncol(x))) {
  free <- setdiff(seq_len(ncol(x)), held); if (!is.null(held)) b[held] <- value
  weight <- function(l) plogis(l) * plogis(-l)
  likelihood <- function(b) { l <- drop(x %*% b); sum(plogis(ifelse(y == 1, l, -l), log.p = TRUE)) + as.numeric(determinant(crossprod(x * sqrt(weight(l))))$modulus) / 2 }
  for (i in 1:1000) {
    l <- drop(x %*% b); p <- plogis(l); w <- weight(l); information <- crossprod(x * sqrt(w)); h <- rowSums((x %*% solve(information, tol = 0)) * x) * w
    step <- solve(information[free, free, drop = FALSE], drop(crossprod(x, y - p + h * (.5 - p)))[free], tol = 0); step <- step / max(1, max(abs(step)) / 2); old <- likelihood(b)
    for (k in 1:30) { new <- b; new[free] <- b[free] + step; if (isTRUE(likelihood(new) >= old - 1e-9)) break; step <- step / 2 }
    b <- new; if (max(abs(step)) < 1e-12) break
  }
  list(b = b, l = likelihood(b), v = solve(crossprod(x * sqrt(weight(drop(x %*% b)))), tol = 0))
}
firth_terms <- function(x, y) {
  full <- firth(x, y); drop <- qchisq(.95, 1) / 2
  t(sapply(seq_len(ncol(x)), function(j) {
    if (j == 1) return(c(full$b[1], NA, NA, NA))
    near <- full$b
    at <- function(value) { f <- firth(x, y, j, value, near); near <<- f$b; full$l - f$l - drop }
    end <- function(sign) { near <<- full$b; far <- sqrt(full$v[j, j]); while (at(full$b[j] + sign * far) < 0) far <- 1.4 * far; uniroot(at, sort(c(full$b[j], full$b[j] + sign * far)), tol = 1e-10)$root }
    c(full$b[j], end(-1), end(1), pchisq(2 * (full$l - firth(x, y, j, 0, full$b)$l), 1, lower.tail = FALSE))
  }))
}
regress <- function(variables, patients, penalised) {
  f <- reformulate(sprintf("`var_%s`", variables)); x <- model.matrix(f, patients); y <- patients$high_burden; name <- gsub("`?var_", "", gsub("`", "", colnames(x)))
  if (penalised) return(setNames(as.data.frame(firth_terms(x, y)), c("b", "low", "high", "p")) |> cbind(term = name))
  g <- glm(y ~ x - 1, binomial, control = strict); s <- summary(g)$coefficients; b <- coef(g); se <- s[match(names(b), rownames(s)), 2]; z <- qnorm(.975)
  data.frame(b = b, low = b - z * se, high = b + z * se, p = 2 * pnorm(-abs(b / se)), term = name)
}
complete <- function(variables, rows) d[rows & complete.cases(d[paste0("var_", variables)]), ]
t2 <- read("table2.csv")
if (!is.null(t2)) for (key in unique(paste(t2$analysis, t2$variables))) {
  rows <- t2[paste(t2$analysis, t2$variables) == key, ]; variables <- strsplit(rows$variables[1], "|", fixed = TRUE)[[1]]
  patients <- complete(variables, d$training == 1); fit <- regress(variables, patients, rows$method[1] == "Firth")
  for (r in seq_len(nrow(rows))) {
    f <- fit[fit$term == rows$term[r], ]; what <- paste("table 2", key, rows$term[r])
    compare(what, nrow(patients), rows$patients[r]); compare(what, sum(patients$high_burden), rows$high[r])
    compare(what, exp(f$b), rows$odds_ratio[r]); compare(what, exp(f$low), rows$low[r]); compare(what, exp(f$high), rows$high_end[r]); compare(what, f$p, rows$p[r])
  }
}

# ---- clinical and combined models, where they were fitted here ----
clinical <- v$name[v$in_clinical_model == 1]
for (k in which(m$fitted_here == 1)) {
  training <- complete(c(clinical, "radscore"), d$training == 1); variables <- if (m$model[k] == "combined") c(clinical, "radscore") else clinical
  fit <- regress(variables, training, m$penalised[k] == 1); every <- complete(variables, TRUE)
  x <- model.matrix(reformulate(sprintf("`var_%s`", variables)), every); p <- plogis(drop(x[, !is.na(fit$b), drop = FALSE] %*% fit$b[!is.na(fit$b)])); written <- every[[paste0("p_", m$model[k])]]
  for (i in which(!is.na(written))) compare(paste("probability", m$model[k], every$id[i]), p[i], written[i])
}

# ---- Table 3 ----
known <- complete.cases(d[paste0("p_", models)])
t3 <- read("table3.csv")
for (r in seq_len(nrow(t3))) {
  row <- t3[r, ]; own <- d$cohort == row$cohort; e <- d[own & known, ]; s <- e[[paste0("p_", row$model)]]; what <- paste("table 3", row$cohort, row$model)
  compare(what, sum(own & !known), row$left_out); compare(what, cut[[row$model]], row$cut_off)
  a <- area(s, e$high_burden); for (j in 1:3) compare(what, a[j], row[[c("auc", "auc_low", "auc_high")[j]]])
  calls(what, row, "", s >= cut[[row$model]], e$high_burden)
  if (row$model != "clinical" && "clinical" %in% models) { t <- delong(s, e$p_clinical, e$high_burden); compare(what, t[1], row$delong_z_clinical); compare(what, t[2], row$delong_p_clinical) }
  if (row$model != "radiomics") compare(what, delong(s, e$p_radiomics, e$high_burden)[2], row$delong_p_radiomics)
}

# ---- radscore against readers; subgroups ----
t4 <- read("readers.csv")
if (!is.null(t4)) for (r in seq_len(nrow(t4))) {
  row <- t4[r, ]; e <- d[d$cohort == row$cohort & !is.na(d$reader_high) & !is.na(d$radscore), ]; called <- e$radscore >= cut[["radiomics"]]; read_high <- e$reader_high == 1; what <- paste("readers", row$cohort)
  calls(what, row, "radscore_", called, e$high_burden); calls(what, row, "reader_", read_high, e$high_burden)
  right <- called == (e$high_burden == 1); reader_right <- read_high == (e$high_burden == 1); b <- sum(right & !reader_right); k <- sum(reader_right & !right)
  compare(what, b, row$radscore_only_right); compare(what, k, row$reader_only_right)
  test <- mcnemar.test(matrix(c(0, k, b, 0), 2)); compare(what, test$statistic, row$mcnemar_chi2); compare(what, test$p.value, row$mcnemar_p)
  compare(what, if (b + k == 0) NA else binom.test(b, b + k)$p.value, row$mcnemar_exact_p)
  compare(what, area(e$radscore, e$high_burden)[1], row$radscore_auc); compare(what, area(read_high + 0, e$high_burden)[1], row$reader_auc)
  t <- delong(e$radscore, read_high + 0, e$high_burden); compare(what, t[1], row$delong_z); compare(what, t[2], row$delong_p)
}
t5 <- read("subgroups.csv")
if (!is.null(t5)) for (r in seq_len(nrow(t5))) {
  row <- t5[r, ]; e <- d[d$cohort == row$cohort & !is.na(d$enhancement) & d$enhancement == row$pattern & !is.na(d$radscore), ]; what <- paste("subgroup", row$cohort, row$pattern)
  a <- area(e$radscore, e$high_burden); for (j in 1:3) compare(what, a[j], row[[c("auc", "auc_low", "auc_high")[j]]])
  calls(what, row, "", e$radscore >= cut[["radiomics"]], e$high_burden)
}

# ---- survival ----
t6 <- read("survival.csv")
followed <- !is.na(d$months) & !is.na(d$event_seen) & !is.na(d$radscore)
if (!is.null(t6)) for (r in seq_len(nrow(t6))) {
  row <- t6[r, ]; e <- d[followed & d$cohort == row$cohort, ]; high <- e$radscore >= cut[["radiomics"]]; what <- paste("survival", row$cohort)
  compare(what, nrow(e), row$patients); compare(what, sum(e$event_seen), row$events)
  half <- function(rows) if (any(rows)) summary(survfit(Surv(months, event_seen) ~ 1, e[rows, ]))$table[["median"]] else NA
  compare(what, half(!high), row$median_low); compare(what, half(high), row$median_high)
  if (!is.na(row$logrank_chi2)) { q <- survdiff(Surv(months, event_seen) ~ high, e); compare(what, q$chisq, row$logrank_chi2); compare(what, pchisq(q$chisq, 1, lower.tail = FALSE), row$logrank_p) }
  if (!is.na(row$hazard_ratio)) {
    h <- coxph(Surv(months, event_seen) ~ high, e, control = coxph.control(eps = 1e-10, iter.max = 100)); s <- summary(h)
    compare(what, s$conf.int[1], row$hazard_ratio); compare(what, s$conf.int[3], row$hr_low); compare(what, s$conf.int[4], row$hr_high); compare(what, s$coefficients[5], row$hr_p)
    compare(what, cox.zph(h)$table[1, 3], row$proportional_p)
  }
}
searched <- read("survival_cut_off.csv")
if (!is.null(searched) && nrow(searched) == 1) {
  e <- d[followed & d$training == 1, ]; n <- nrow(e)
  tried <- do.call(rbind, lapply(sort(unique(e$radscore)), function(k) { g <- e$radscore > k; if (sum(g) < .1 * n || sum(!g) < .1 * n) NULL else data.frame(k = k, below = sum(!g), z = sqrt(survdiff(Surv(months, event_seen) ~ g, e)$chisq)) }))
  best <- tried[which.max(tried$z), ]; b <- best$z; l <- head(tried$below, -1); u <- tail(tried$below, -1); t <- sqrt(1 - l * (n - u) / ((n - l) * u))
  p <- min(1, max(0, 2 * pnorm(-b) + sum(exp(-b^2 / 2) / pi * (t - (b^2 / 4 - 1) * t^3 / 6))))
  compare("searched cut-off", best$k, searched$cut_off); compare("searched cut-off", b, searched$statistic); compare("searched cut-off", 2 * pnorm(-b), searched$unadjusted_p); compare("searched cut-off", p, searched$adjusted_p); compare("searched cut-off", nrow(tried), searched$tried)
}

# ---- calibration and decision curves ----
t7 <- read("calibration.csv")
for (r in seq_len(nrow(t7))) {
  row <- t7[r, ]; e <- d[d$cohort == row$cohort & known, ]; p <- e[[paste0("p_", row$model)]]; y <- e$high_burden; l <- qlogis(p); what <- paste("calibration", row$cohort, row$model)
  if (!is.na(row$slope)) { g <- suppressWarnings(glm(y ~ l, binomial, control = strict)); compare(what, coef(g)[2], row$slope); compare(what, coef(g)[1], row$intercept) }
  compare(what, coef(glm(y ~ offset(l), binomial, control = strict)), row$in_the_large); compare(what, mean((y - p)^2), row$brier)
  if (!is.na(row$hl_chi2)) {
    group <- cut.default(p, unique(quantile(p, seq(0, 1, .1))), include.lowest = TRUE); o <- tapply(y, group, sum); x <- tapply(p, group, sum); n <- tapply(y, group, length)
    h <- sum((o - x)^2 / x + (o - x)^2 / (n - x)); compare(what, h, row$hl_chi2); compare(what, pchisq(h, length(o) - 2, lower.tail = FALSE), row$hl_p)
  }
}
curve <- read("decision_curve.csv")
for (key in unique(paste(curve$cohort, curve$model, sep = "|"))) {
  rows <- curve[paste(curve$cohort, curve$model, sep = "|") == key, ]; e <- d[d$cohort == rows$cohort[1] & known, ]; p <- e[[paste0("p_", rows$model[1])]]; y <- e$high_burden; n <- nrow(e)
  for (r in seq_len(nrow(rows))) { t <- rows$threshold[r]; compare(paste("decision curve", key, t), sum(p >= t & y == 1) / n - sum(p >= t & y == 0) / n * t / (1 - t), rows$net_benefit[r]) }
}

# ---- features: correlation and agreement ----
features <- read("features.csv"); rho <- read("correlation.csv")
if (!is.null(rho)) {
  x <- features[complete.cases(features), unique(rho$feature), drop = FALSE]; s <- suppressWarnings(cor(x, method = "spearman"))
  for (r in seq_len(nrow(rho))) compare(paste("correlation", rho$feature[r], rho$with[r]), s[rho$feature[r], rho$with[r]], rho$rho[r])
}
icc <- read("icc.csv")
if (!is.null(icc)) for (reading in unique(icc$reading)) {
  both_readings <- read(paste0("readings_", reading, ".csv"))
  for (r in which(icc$reading == reading)) {
    x <- cbind(both_readings[both_readings$reading == 1, icc$feature[r]], both_readings[both_readings$reading == 2, icc$feature[r]]); x <- x[complete.cases(x), , drop = FALSE]; n <- nrow(x); g <- mean(x)
    rows <- 2 * sum((rowMeans(x) - g)^2) / (n - 1); raters <- n * sum((colMeans(x) - g)^2); error <- (sum((x - g)^2) - rows * (n - 1) - raters) / (n - 1)
    if (!is.na(icc$icc[r])) compare(paste("icc", reading, icc$feature[r]), (rows - error) / (rows + error + 2 * (raters - error) / n), icc$icc[r])
  }
}

cat(sprintf("%d numbers computed again; largest relative difference %.1e.\n", checked, worst))
if (length(wrong)) { cat(sprintf("%d differ by more than %.0e:\n", length(wrong), tolerance), paste0("  ", head(wrong, 40), "\n"), sep = ""); quit(status = 1) }
cat("All tables agree.\n")
