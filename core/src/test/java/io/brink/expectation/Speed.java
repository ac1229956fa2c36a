package io.brink.expectation;
import io.brink.kernel.*;
import java.util.*;
public class Speed {
  public static void main(String[] a) {
    for (String name : List.of("tanh","softplus","relu","selu","hard_tanh","sexp","ssine","sin","softsign")) {
      var act = TestActivation.ALL.get(name);
      for (double q : new double[]{1,100,1e4}) {
        var e = GaussianExpectation.of(act);
        double s=0; int rep=300; long t=0;
        for (int i=0;i<rep;i++) { if(i==rep/2) t=System.nanoTime(); s+=e.moment(DerivativeOrder.VALUE,2,Math.sqrt(q)*(1+1e-9*i),0).value(); }
        double us1=(System.nanoTime()-t)/1e3/(rep/2);
        var p = PairExpectation.of(e,e).sampler(q,q);
        StringBuilder b=new StringBuilder();
        for (double th : new double[]{1e-6,1e-2,0.5,1.5,2.5}) {
          long t1=System.nanoTime(); int n=0; double ns;
          do { s+=p.regularCovariance(DerivativeOrder.FIRST, th).value(); n++; } while((ns=System.nanoTime()-t1)<4e7);
          t1=System.nanoTime(); n=0;
          do { s+=p.regularCovariance(DerivativeOrder.FIRST, th).value(); n++; } while((ns=System.nanoTime()-t1)<4e7);
          b.append(String.format(" %.0f", ns/1e3/n));
        }
        System.out.printf("%s q=%g 1-D %.1f us, nodes %d; 2-D us %s%n", name,q,us1,e.rule(Math.sqrt(q),0).size(),b);
      }
    }
  }
}
