package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.spectrum.IntervalSampling.Sample;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.SpectralEquation.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces many layers that differ in q alone by a few with fractional multiplicities.
 *
 * <p>At a given κ the equation has the sum of ln w over the layers, and ln w is an analytic
 * function of ln q. So the Gauss rule of the layers' ln q, of n nodes, gives the sum with an error
 * that falls geometrically with n. How large it is at a solution is computed, from the w of all
 * layers there.
 */
final class LayerGrouping {

  /** Layers are replaced by at most one for so many. */
  private static final int LEAST_GAIN = 2;

  private static final int PLACES = 16;

  /** What grouping may change a density by, of itself and of the largest. */
  private static final double RELATIVE = 1e-9;

  private static final double OF_PEAK = 1e-10;

  /** What the layers of a family share. */
  private record Family(
      Activation activation,
      double keep,
      NearlyConstant nearlyConstant,
      double zeroMass,
      int masses,
      double ratio) {}

  private final SpectralEquation all;
  private final BoundarySolver trial;
  private final List<BoundaryPoint> places;
  private final double peak;
  private final Complex[] ofAll;

  /**
   * Chooses places among solutions of an equation with few layers, at whose κ others are compared.
   *
   * @param all the equation with all layers
   * @param trial of that with few
   * @param samples of its density
   */
  LayerGrouping(SpectralEquation all, BoundarySolver trial, List<Sample> samples) {
    this.all = all;
    this.trial = trial;
    List<BoundaryPoint> solved =
        samples.stream().map(Sample::found).filter(found -> found != null).toList();
    places = new ArrayList<>();
    for (int i = 0; i < PLACES && solved.size() >= PLACES; i++) {
      places.add(solved.get(i * (solved.size() - 1) / (PLACES - 1)));
    }
    peak = solved.stream().mapToDouble(BoundaryPoint::density).max().orElse(0);
    ofAll = new Complex[places.size()];
  }

  /**
   * An equation with at most that many layers of a kind.
   *
   * @return empty if the equation has no kind of which there are more than twice as many
   */
  static Optional<SpectralEquation> of(SpectralEquation equation, int nodes) {
    Map<Family, List<Group>> families = new LinkedHashMap<>();
    List<Group> groups = new ArrayList<>();
    for (Group group : equation.groups()) {
      Slopes slopes = group.slopes();
      if (!group.law().isDiscrete() && slopes.preactivationVariance() > 0) {
        Family family =
            new Family(
                slopes.activation(),
                slopes.keep(),
                group.law().nearlyConstant(),
                group.law().zeroMass(),
                group.law().masses().size(),
                group.ratio());
        families.computeIfAbsent(family, key -> new ArrayList<>()).add(group);
      } else {
        groups.add(group);
      }
    }
    boolean replaced = false;
    for (Map.Entry<Family, List<Group>> entry : families.entrySet()) {
      List<Group> members = entry.getValue();
      Optional<List<Group>> few =
          members.size() > LEAST_GAIN * nodes
              ? replace(entry.getKey(), members, nodes)
              : Optional.empty();
      replaced |= few.isPresent();
      groups.addAll(few.orElse(members));
    }
    return replaced ? Optional.of(equation.withGroups(groups)) : Optional.empty();
  }

  private static Optional<List<Group>> replace(Family family, List<Group> members, int nodes) {
    double[] logVariance =
        members.stream().mapToDouble(g -> Math.log(g.slopes().preactivationVariance())).toArray();
    double[] count = members.stream().mapToDouble(Group::count).toArray();
    VarianceQuadrature rule = VarianceQuadrature.of(logVariance, count, nodes);
    SlopeReach.Growth growth = members.getFirst().law().growth();
    List<Group> few = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      double q = Math.exp(rule.nodes()[i]);
      Slopes slopes = new Slopes(family.activation, q, family.keep);
      SlopeLaw law = SlopeLaw.of(family.activation, q, growth, family.keep, family.nearlyConstant);
      if (law.masses().size() != family.masses || law.zeroMass() != family.zeroMass) {
        return Optional.empty();
      }
      few.add(new Group(slopes, law, family.ratio, rule.weights()[i]));
    }
    return Optional.of(few);
  }

  /**
   * The error of an equation with other groups at the chosen places.
   *
   * @return empty where it changes the density by more than it may, or the w of a layer was not
   *     found
   */
  Optional<GroupingError> error(SpectralEquation grouped) {
    double[] logSquare = new double[places.size()];
    double[] error = new double[places.size()];
    for (int i = 0; i < error.length; i++) {
      BoundaryPoint point = places.get(i);
      if (ofAll[i] == null) {
        ofAll[i] = sum(all, point);
      }
      logSquare[i] = point.target().re();
      error[i] = sum(grouped, point).minus(ofAll[i]).abs();
      double allowed = RELATIVE * point.density() + OF_PEAK * peak;
      if (!(error[i] * point.densityChange() <= allowed)) {
        return Optional.empty();
      }
    }
    return error.length < 2 ? Optional.empty() : Optional.of(new GroupingError(logSquare, error));
  }

  /** The sum of ln w over the groups, NaN where one was not found. */
  private Complex sum(SpectralEquation equation, BoundaryPoint point) {
    Complex sum = new Complex(0, 0);
    for (Group group : equation.groups()) {
      Optional<Complex> x = trial.logSubordinate(point, group);
      if (x.isEmpty()) {
        return Complex.real(Double.NaN);
      }
      sum = sum.plus(x.get().times(group.count()));
    }
    return sum;
  }
}
