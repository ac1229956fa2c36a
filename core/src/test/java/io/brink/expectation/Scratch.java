package io.brink.expectation;
import io.brink.golden.Golden;
import io.brink.kernel.*;
import java.util.*;
public class Scratch {
  static void cmp(String what, Estimate e, double ref, double scale) {
    double err = Math.abs(e.value() - ref);
    if (e.value() == ref) err = 0;
    double tol = 1e-12 * Math.max(Math.abs(ref), scale);
    boolean bad = !(err <= tol);
    boolean bound = !(err <= e.errorBound() + 1e-16*Math.abs(ref) );
    boolean loose = e.errorBound() > 1e-12*Math.max(Math.abs(ref), scale) && !Double.isInfinite(ref);
    if (bad || bound || loose) System.out.printf("%s %s value %.17g ref %.17g rel %.2e boundrel %.2e%n", bad?"BAD":bound?"bound":"loose", what, e.value(), ref, err/Math.abs(ref), e.errorBound()/Math.abs(ref));
  }
  public static void main(String[] a) {
    Map<String, QuadratureKernel> ks = new TreeMap<>();
    for (String file : List.of("golden1d.json","kernel1d_extended.json")) {
      int n=0;
      for (var r : Golden.byActivation(file)) {
        var act = TestActivation.ALL.get(r.activation());
        if (act == null) continue;
        var k = ks.computeIfAbsent(r.activation(), s -> QuadratureKernel.of(act));
        double q = r.number("q");
        String id = r.activation()+" q="+q+" ";
        n++;
        if (r.has("mean")) cmp(id+"mean", k.mean(q), r.number("mean"), Math.sqrt(r.number("V")));
        if (r.has("V")) cmp(id+"V", k.variance(q), r.number("V"),0);
        if (r.has("dV_dq")) cmp(id+"dV", k.varianceDerivative(q), r.number("dV_dq"),0);
        if (r.has("E_dphi")) cmp(id+"dphi", k.derivativeMean(q), r.number("E_dphi"),0);
        if (r.has("E_dphi2")) cmp(id+"dphi2", k.derivativeVariance(q), r.number("E_dphi2"),0);
        if (r.has("E_d2phi2")) cmp(id+"d2phi2", k.secondDerivativeVariance(q), r.number("E_d2phi2"),0);
        if (r.has("E_phi4")) cmp(id+"phi4", k.fourthMoment(q), r.number("E_phi4"),0);
        if (r.has("E_dphi4")) cmp(id+"dphi4", k.derivativeFourthMoment(q), r.number("E_dphi4"),0);
      }
      System.out.println(file+" "+n);
    }
    long t0=System.nanoTime(); int n=0;
    for (var r : Golden.byActivation("golden2d.json")) {
      var act = TestActivation.ALL.get(r.activation());
      if (act == null) continue;
      var k = ks.computeIfAbsent(r.activation(), s -> QuadratureKernel.of(act));
      double q1=r.number("q1"), q2=r.number("q2"); n++;
      cmp(r.activation()+" "+r.fields(), k.covariance(q1,q2,Correlation.ofValue(r.number("c"))), r.number("K"),0);
    }
    System.out.println("2d "+n+" "+(System.nanoTime()-t0)/1e6+" ms");
  }
}
