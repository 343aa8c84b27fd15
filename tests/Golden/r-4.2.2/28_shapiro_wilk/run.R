source("../common.R"); go("28_shapiro_wilk"); set.seed(271)
sizes<-c(3,4,5,6,7,10,11,12,13,25,50,199); draw<-list(normal=function(n) rnorm(n,50,9), skewed=function(n) rexp(n), even=function(n) runif(n), rounded=function(n) round(rnorm(n,3,1.2)))
d<-do.call(rbind,lapply(names(draw),function(k) do.call(rbind,lapply(sizes,function(n){ x<-draw[[k]](n); if(k=="rounded") x[1:2]<-c(1,4); data.frame(case=paste0(k,n),x=round(x,6)) })))); write.csv(d,"input.csv",row.names=FALSE); d<-read.csv("input.csv")
e<-do.call(rbind,lapply(unique(d$case),function(k){ t<-shapiro.test(d$x[d$case==k]); data.frame(case=k,W=t$statistic,p=t$p.value) })); w(e,"expected.csv"); print(e)
