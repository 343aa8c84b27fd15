# fisher.test searches its estimate and interval with uniroot's default tolerance (1.2e-4 of the odds ratio or its inverse): here the same equations are solved to 1e-14.
source("../common.R"); go("24_fisher_interval"); d<-read.csv("../11_contingency/expected_2x2.csv")
solve1<-function(m,n,k,x,level=.95){ lo<-max(0,k-n); hi<-min(k,m); s<-lo:hi; ld<-dhyper(s,m,n,k,log=TRUE); dens<-function(odds){v<-ld+log(odds)*s; v<-exp(v-max(v)); v/sum(v)}
 root<-function(f) exp(uniroot(function(l) f(exp(l)),c(-60,60),tol=1e-14,maxiter=10000)$root); a<-(1-level)/2
 c(if(x==lo) 0 else if(x==hi) Inf else root(function(o) sum(s*dens(o))-x), if(x==lo) 0 else root(function(o) sum(dens(o)[s>=x])-a), if(x==hi) Inf else root(function(o) a-sum(dens(o)[s<=x]))) }
r<-do.call(rbind,lapply(seq_len(nrow(d)),function(i) with(d[i,],{z<-solve1(n11+n21,n12+n22,n11+n12,n11); data.frame(case=case,odds=z[1],low=z[2],high=z[3])}))); w(r,"expected.csv"); print(cbind(r,d[,c("fisher_or_cmle","fisher_low","fisher_high")]))
