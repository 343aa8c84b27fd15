source("../common.R"); suppressMessages({library(vcd);library(irr)}); go("22_agreement"); set.seed(221)
n<-120; truth<-sample(1:4,n,TRUE,c(.4,.3,.2,.1)); noisy<-function() pmin(4,pmax(1,truth+sample(-1:1,n,TRUE,c(.15,.7,.15))))
d<-data.frame(reader1=noisy(),reader2=noisy(),reader3=noisy()); write.csv(d,"input.csv",row.names=FALSE)
k<-function(a,b,tag){ lev<-sort(unique(c(a,b))); t<-table(factor(a,lev),factor(b,lev)); do.call(rbind,lapply(c(linear="Equal-Spacing",quadratic="Fleiss-Cohen"),function(s){ v<-Kappa(t,weights=s); z<-qnorm(.975); one<-function(m,name) data.frame(case=tag,weights=name,kappa=m[1],low=m[1]-z*m[2],high=m[1]+z*m[2]); if(s=="Equal-Spacing") rbind(one(v$Unweighted,"none"),one(v$Weighted,"linear")) else one(v$Weighted,"quadratic") })) }
r<-rbind(k(d$reader1,d$reader2,"1-2"),k(d$reader2,d$reader3,"2-3"),k(as.integer(d$reader1>=3)+1,as.integer(d$reader2>=3)+1,"binary")); w(r,"expected_cohen.csv"); print(r)
f<-kappam.fleiss(d); w(data.frame(kappa=f$value,z=f$statistic,p=f$p.value),"expected_fleiss.csv")
