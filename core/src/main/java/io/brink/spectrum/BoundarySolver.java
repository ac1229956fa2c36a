package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.SpectralEquation.Group;
import io.brink.spectrum.SpectralEquation.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Solves the spectral equation in the upper half plane and on its boundary.
 *
 * <p>Unknowns are Y = ln(1 + ρκ), ρ being the rank of J, and X_g = ln w_g. Newton's iteration
 * eliminates the X_g, each of which meets Y alone. A solution counts only with its certificate, Im
 * Y and every Im X_g between 0 and π, which only the right branch has: see the package essay.
 */
final class BoundarySolver {

  private static final int ITERATIONS = 60;
  private static final double SETTLED = 4e-15;
  private static final double ACCEPTED = 1e-10;
  private static final double ROUNDING = 0x1p-52;
  private static final int SMALLEST_STEP = 14;

  /** An argument of κ that may be rounding, if it has fallen that much from a known one. */
  private static final double DOUBTFUL = 1e-6;

  private static final double SUDDEN = 1e-3;

  /** The last step down to the real axis, of the way over the half plane. */
  private static final double LOWEST = 1e-5;

  private final SpectralEquation equation;
  private final List<Term> terms;
  private final List<Group> groups;
  private final int count;
  private final double rank;
  private final Resolvent resolvent = new Resolvent();

  private Complex value;
  private Complex slope;
  private Complex shift;
  private double size;
  private double mismatch;
  private Complex error;
  private Complex hereSlope;
  private Complex wantedSlope;
  private final Complex[] offset;
  private final Complex[] gain;

  BoundarySolver(SpectralEquation equation) {
    this.equation = equation;
    terms = equation.terms();
    groups = equation.groups();
    count = groups.size();
    rank = equation.rank();
    offset = new Complex[count];
    gain = new Complex[count];
  }

  /** The equation. */
  SpectralEquation equation() {
    return equation;
  }

  /**
   * Evaluates the equation and its linearisation: ln z = value, d ln z/dY = slope with the X_g
   * following, shift = what the X_g's own errors add, dX_g = offset + gain dY.
   */
  private void linearise(Complex y, Complex[] x) {
    Complex kappa = y.expm1().times(1 / rank);
    Complex exp = y.exp();
    // dκ/dY
    Complex rate = exp.times(1 / rank);
    Complex sum = Complex.real(equation.constant());
    Complex derivative = new Complex(0, 0);
    size = Math.abs(equation.constant());
    mismatch = 0;
    if (equation.gaussians() != 0) {
      Complex log = kappa.log();
      sum = sum.plus(log.times(-equation.gaussians()));
      derivative = derivative.plus(rate.over(kappa).times(-equation.gaussians()));
      size += equation.gaussians() * log.abs();
    }
    for (Term term : terms) {
      Complex log;
      if (term.ratio() == rank) {
        log = y;
        derivative = derivative.plus(term.count());
      } else {
        Complex linear = linear(exp, term.ratio());
        log = linear.log();
        derivative = derivative.plus(rate.over(linear).times(term.ratio() * term.count()));
      }
      sum = sum.plus(log.times(term.count()));
      size += Math.abs(term.count()) * log.abs();
    }
    Complex change = new Complex(0, 0);
    for (int g = 0; g < count; g++) {
      Group group = groups.get(g);
      meet(group, x[g], y, exp, rate);
      mismatch = Math.max(mismatch, error.abs());
      offset[g] = error.over(hereSlope);
      gain[g] = wantedSlope.over(hereSlope);
      sum = sum.plus(x[g].times(group.count()));
      change = change.plus(offset[g].times(group.count()));
      derivative = derivative.plus(gain[g].times(group.count()));
      size +=
          Math.abs(group.count())
              * (x[g].abs()
                  + SlopeLaw.QUADRATURE_ERROR / ROUNDING / Math.max(1e-3, hereSlope.abs()));
    }
    value = sum;
    slope = derivative;
    shift = change;
  }

  /**
   * Evaluates the equation ln(1 + r κ) = ln of the same by w of one layer: by how much the second
   * falls short, and the slopes of both, the first by Y and the second by X = ln w.
   */
  private void meet(Group group, Complex x, Complex y, Complex exp, Complex rate) {
    group.law().evaluate(x, resolvent);
    Complex m = resolvent.m();
    Complex supportPlusM = resolvent.supportPlusM();
    Complex here = supportPlusM.over(m).log();
    hereSlope =
        resolvent.scaledDerivative().over(m).over(supportPlusM).times(group.law().zeroMass() - 1);
    Complex wanted;
    if (group.rank() == rank) {
      wanted = y;
      wantedSlope = Complex.ONE;
    } else {
      Complex linear = linear(exp, group.rank());
      wanted = linear.log();
      wantedSlope = rate.over(linear).times(group.rank());
    }
    error = wanted.minus(here);
  }

  /** 1 + ratio·κ from e^Y = 1 + ρκ, without cancellation where the ratio is close to ρ. */
  private Complex linear(Complex exp, double ratio) {
    return exp.times(ratio / rank).plus((rank - ratio) / rank);
  }

  /**
   * Newton's iteration from a guess.
   *
   * @return the solution with its certificate, or null
   */
  BoundaryPoint refine(Complex target, Complex y, Complex[] x) {
    Complex currentY = inside(y);
    Complex[] currentX = x.clone();
    for (int g = 0; g < count; g++) {
      currentX[g] = inside(currentX[g]);
    }
    double before = Double.POSITIVE_INFINITY;
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      linearise(currentY, currentX);
      Complex missing = target.minus(value);
      Complex dy = missing.minus(shift).over(slope);
      double residual = Math.max(missing.abs(), mismatch);
      double step = dy.abs();
      double largest = step;
      double fraction = fraction(currentY, dy);
      Complex[] dx = new Complex[count];
      for (int g = 0; g < count; g++) {
        dx[g] = offset[g].plus(gain[g].times(dy));
        largest = Math.max(largest, dx[g].abs());
        fraction = Math.min(fraction, fraction(currentX[g], dx[g]));
      }
      if (!(largest < Double.POSITIVE_INFINITY)) {
        return null;
      }
      if (largest > 2) {
        fraction = Math.min(fraction, 2 / largest);
      }
      boolean settled = largest <= SETTLED * (1 + currentY.abs());
      boolean stalled = largest < 1e-7 && largest > 0.5 * before;
      if (settled || stalled) {
        return residual <= ACCEPTED + 64 * ROUNDING * size
            ? point(target, currentY, currentX, residual)
            : null;
      }
      before = largest;
      currentY = currentY.plus(dy.times(fraction));
      for (int g = 0; g < count; g++) {
        currentX[g] = currentX[g].plus(dx[g].times(fraction));
      }
    }
    return null;
  }

  private BoundaryPoint point(Complex target, Complex y, Complex[] x, double residual) {
    double mass = massAbove(y, x);
    double continuation = 0;
    for (int g = 0; g < count; g++) {
      Group group = groups.get(g);
      continuation += group.count() * group.law().continuationError(x[g].re());
    }
    return new BoundaryPoint(
        target,
        rank,
        y,
        x.clone(),
        slope,
        gain.clone(),
        residual,
        4 * ROUNDING * size + equation.groupingError().at(target.re()) + continuation,
        mass);
  }

  /** The largest part of a step that stays within the strip 0 &lt; Im &lt; π. */
  private static double fraction(Complex at, Complex step) {
    double to = at.im() + step.im();
    if (to <= 0) {
      return 0.7 * at.im() / -step.im();
    }
    if (to >= Math.PI) {
      return 0.7 * (Math.PI - at.im()) / step.im();
    }
    return 1;
  }

  private static Complex inside(Complex guess) {
    return new Complex(guess.re(), Math.clamp(guess.im(), 1e-13, Math.PI - 1e-13));
  }

  /** The share of the law above z, for z on the real axis. */
  private double massAbove(Complex y, Complex[] x) {
    Complex kappa = y.expm1().times(1 / rank);
    Complex exp = y.exp();
    Complex m = kappa.inverse();
    double sum = equation.gaussians() * m.im();
    for (Term term : terms) {
      // m + ρ = (1 + ρκ)/κ
      double argument =
          (term.ratio() == rank ? y.im() : linear(exp, term.ratio()).argument()) - kappa.argument();
      sum -= term.count() * term.ratio() * argument;
    }
    for (int g = 0; g < count; g++) {
      Group group = groups.get(g);
      sum += group.count() * group.ratio() * group.law().meanArgument(x[g]);
    }
    return sum / Math.PI;
  }

  /**
   * The w of a layer, with 1/M(w) = r κ at a solution.
   *
   * @param ratio r
   */
  Complex subordinate(BoundaryPoint point, Slopes slopes, double ratio) {
    Complex kappa = point.kappa();
    SlopeLaw law =
        SlopeLaw.of(
            slopes.activation(),
            slopes.preactivationVariance(),
            growth(slopes.activation()),
            slopes.keep(),
            equation.nearlyConstant());
    if (law.isDiscrete() && law.masses().size() == 1) {
      SlopeLaw.PointMass mass = law.masses().getFirst();
      return kappa.times(mass.weight() * ratio).plus(1).times(mass.value());
    }
    return logSubordinate(point, new Group(slopes, law, ratio, 1))
        .map(Complex::exp)
        .orElseThrow(() -> new IllegalArgumentException("no layer has these slopes: " + slopes));
  }

  private SlopeReach.Growth growth(Activation activation) {
    return groups.stream()
        .filter(group -> group.slopes().activation().equals(activation))
        .findFirst()
        .map(group -> group.law().growth())
        .orElseGet(() -> SlopeReach.Growth.of(activation));
  }

  /**
   * X = ln w of a layer at a solution: that of its group, or by Newton's iteration from a
   * polynomial in ln q through groups that differ from it in q alone.
   *
   * @return empty if there are no such groups, or the iteration ends without its certificate
   */
  Optional<Complex> logSubordinate(BoundaryPoint point, Group layer) {
    Slopes slopes = layer.slopes();
    List<Integer> alike = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      Group group = groups.get(g);
      if (group.ratio() == layer.ratio()) {
        if (group.slopes().equals(slopes)) {
          return Optional.of(point.x()[g]);
        }
        if (group.slopes().activation().equals(slopes.activation())
            && group.slopes().keep() == slopes.keep()
            && group.rank() == layer.rank()) {
          alike.add(g);
        }
      }
    }
    return alike.isEmpty()
        ? Optional.empty()
        : solve(layer, point.y(), interpolate(point, alike, slopes.preactivationVariance()));
  }

  /** Lagrange's polynomial in ln q through the X of groups. */
  private Complex interpolate(BoundaryPoint point, List<Integer> alike, double variance) {
    Complex sum = new Complex(0, 0);
    for (int i : alike) {
      double q = groups.get(i).slopes().preactivationVariance();
      double product = 1;
      for (int j : alike) {
        if (j != i) {
          double other = groups.get(j).slopes().preactivationVariance();
          product *= Math.log(variance / other) / Math.log(q / other);
        }
      }
      sum = sum.plus(point.x()[i].times(product));
    }
    return sum;
  }

  private Optional<Complex> solve(Group layer, Complex y, Complex guess) {
    Complex exp = y.exp();
    Complex rate = exp.times(1 / rank);
    Complex x = inside(guess);
    double before = Double.POSITIVE_INFINITY;
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      meet(layer, x, y, exp, rate);
      Complex dx = error.over(hereSlope);
      double step = dx.abs();
      if (!(step < Double.POSITIVE_INFINITY)) {
        return Optional.empty();
      }
      boolean settled = step <= SETTLED * (1 + x.abs());
      boolean stalled = step < 1e-7 && step > 0.5 * before;
      if (settled || stalled) {
        return error.abs() <= ACCEPTED ? Optional.of(x) : Optional.empty();
      }
      before = step;
      x = x.plus(dx.times(Math.min(fraction(x, dx), 2 / Math.max(2, step))));
    }
    return Optional.empty();
  }

  /**
   * Follows the solution from a known one to another target, in as many steps as it takes.
   *
   * @return the solution, or null if the way is lost
   */
  BoundaryPoint follow(BoundaryPoint from, Complex target) {
    BoundaryPoint current = from;
    double done = 0;
    double step = 1;
    for (int halvings = 0; halvings < SMALLEST_STEP; ) {
      double next = Math.min(1, done + step);
      Complex here =
          next == 1 ? target : from.target().plus(target.minus(from.target()).times(next));
      BoundaryPoint found = predict(current, here);
      if (found == null) {
        step *= 0.5;
        halvings++;
        continue;
      }
      if (next == 1) {
        return found;
      }
      current = found;
      done = next;
      step *= 1.5;
    }
    return null;
  }

  /**
   * The solution at a real ln z = u, followed along the axis, and where that ends at none or at one
   * that rounding alone tells from a real one, by {@link #around}: past the edges of a narrow gap
   * Newton's method may meet a real solution of another branch.
   *
   * @return the solution, or null if both ways are lost
   */
  BoundaryPoint reach(BoundaryPoint from, double u) {
    BoundaryPoint found = follow(from, Complex.real(u));
    if (found != null) {
      double distance = distanceFromReal(found);
      // in a tail it is small already, and falls bit by bit
      if (distance > DOUBTFUL || distance > SUDDEN * distanceFromReal(from)) {
        return found;
      }
    }
    BoundaryPoint other = around(from, u);
    boolean better =
        other != null && (found == null || distanceFromReal(other) > distanceFromReal(found));
    return better ? other : found;
  }

  /** Of the argument of κ from 0 and π. */
  private static double distanceFromReal(BoundaryPoint point) {
    double argument = point.kappa().argument();
    return Math.min(argument, Math.PI - argument);
  }

  /**
   * The solution at a real ln z = u by the way over the upper half plane, which keeps away from
   * branch points between the two places.
   *
   * @return the solution, or null if the way is lost
   */
  BoundaryPoint around(BoundaryPoint from, double u) {
    double distance = Math.abs(u - from.target().re());
    BoundaryPoint up = follow(from, new Complex(from.target().re(), distance));
    BoundaryPoint over = up == null ? null : follow(up, new Complex(u, distance));
    for (double height = distance; over != null && height > LOWEST * distance; height *= 0.25) {
      over = follow(over, new Complex(u, 0.25 * height));
    }
    return over == null ? null : follow(over, Complex.real(u));
  }

  private BoundaryPoint predict(BoundaryPoint from, Complex target) {
    Complex dy = target.minus(from.target()).over(from.slope());
    if (!(dy.abs() < 1)) {
      return null;
    }
    Complex[] x = new Complex[count];
    for (int g = 0; g < count; g++) {
      x[g] = from.x()[g].plus(from.xSlope()[g].times(dy));
    }
    return refine(target, from.y().plus(dy), x);
  }

  /**
   * The solution at a real z = e^u without a guess: from the negative axis, where all is real and
   * monotone, along the circle |z| = e^u.
   *
   * @return null if u is outside of the support, or too close to its edge to tell
   */
  BoundaryPoint rotate(double u) {
    RealBranch branch = RealBranch.below(equation);
    RealBranch.Point start = branch.negative(u);
    double angle = Math.PI;
    Complex y = new Complex(Math.log(start.depth() * rank), Math.PI);
    Complex[] x = new Complex[count];
    for (int g = 0; g < count; g++) {
      x[g] = new Complex(start.logSize()[g], Math.PI);
    }
    linearise(y, x);
    BoundaryPoint current =
        new BoundaryPoint(new Complex(u, angle), rank, y, x, slope, gain.clone(), mismatch, 0, 0);
    double step = Math.PI / 8;
    while (angle > 0) {
      double next = angle - step < 1e-3 * step ? 0 : angle - step;
      BoundaryPoint found = predict(current, new Complex(u, next));
      if (found == null) {
        step *= 0.5;
        if (step < 1e-6) {
          return null;
        }
        continue;
      }
      current = found;
      angle = next;
      step = Math.min(Math.PI / 8, 1.4 * step);
    }
    return current;
  }
}
