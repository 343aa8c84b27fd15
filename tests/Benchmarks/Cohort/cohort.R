# Times sva::ComBat, glmnet and cv.glmnet on the files of a folder, in seconds, and writes their results beside them.
# Rscript cohort.R DIR PATIENTS FEATURES
suppressPackageStartupMessages({library(sva); library(glmnet); library(psych)})
arguments <- commandArgs(TRUE)
folder <- arguments[1]; patients <- as.integer(arguments[2]); features <- as.integer(arguments[3])
read <- function(name, columns) {
  connection <- file(file.path(folder, name), "rb")
  on.exit(close(connection))
  matrix(readBin(connection, "double", patients * columns), patients, columns)
}
put <- function(name, values) {
  connection <- file(file.path(folder, name), "wb")
  on.exit(close(connection))
  writeBin(as.double(values), connection)
}
timed <- function(name, work) {
  gc(FALSE)
  seconds <- system.time(result <- work())[["elapsed"]]
  cat(name, seconds, "\n")
  result
}
first <- read("first", features); second <- read("second", features); harmonised <- read("harmonised", features)
centre <- factor(read("centre", 1)); outcome <- read("outcome", 1)[, 1]; folds <- read("folds", 1)[, 1]
some <- 1:2
put("icc.r", vapply(some, function(j) ICC(cbind(first[, j], second[, j]), lmer = FALSE)$results$ICC[2], 0))
put("combat.r", timed("combat", function() t(suppressMessages(ComBat(t(first), centre)))))
path <- timed("path", function() glmnet(harmonised, outcome, family = "binomial", alpha = 0.5))
put("path.r", rbind(path$lambda, path$dev.ratio))
cv <- timed("cv", function() cv.glmnet(harmonised, outcome, family = "binomial", alpha = 0.5, foldid = folds, type.measure = "deviance"))
put("cv.r", c(cv$lambda.min, cv$lambda.1se))
