package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.network.WeightLaw;
import io.brink.spectrum.JacobianFactor.Multiple;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.JacobianFactor.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The equation for the moment generating function of JᵀJ, in the variable κ = 1/m:
 *
 * <pre>
 *   ln z = C + A ln κ + Σ_k c_k ln(1 + ρ_k κ) + Σ_g n_g ln w_g,      1/M_g(w_g) = r_g κ
 * </pre>
 *
 * <p>See the package essay for how the factors give its constants.
 */
final class SpectralEquation {

  private static final double SAME = 1e-12;
  private static final double SAME_COUNT = 1e-9;
  private static final double NO_WEIGHT = 1e-14;
  private static final double ALMOST = -0.2;

  /**
   * The term count·ln(1 + ρκ).
   *
   * @param ratio ρ &gt; 0
   * @param count c, of either sign
   */
  record Term(double ratio, double count) {}

  /**
   * Equal layers with a law of slopes that has no closed S-transform.
   *
   * @param slopes φ and q
   * @param law of t
   * @param ratio r, the layer's width over that of the input
   * @param count n, a whole number but for groups of {@link LayerGrouping}
   */
  record Group(Slopes slopes, SlopeLaw law, double ratio, double count) {

    /** The rank of the layer's slopes over the width of the input. */
    double rank() {
      return law.zeroMass() == 0 ? ratio : ratio * (1 - law.zeroMass());
    }
  }

  private final double constant;
  private final double gaussians;
  private final List<Term> terms;
  private final List<Group> groups;
  private final double rank;
  private final List<SpectralAtom> atoms;
  private final List<Double> peaks;
  private final GroupingError groupingError;
  private final NearlyConstant nearlyConstant;

  private SpectralEquation(Construction construction) {
    constant = construction.constant;
    gaussians = construction.gaussians;
    terms =
        construction.terms.stream()
            .filter(term -> term.count() != 0)
            .sorted(Comparator.comparingDouble(Term::ratio))
            .toList();
    groups = List.copyOf(construction.groups);
    rank = construction.rank;
    List<SpectralAtom> all = new ArrayList<>();
    if (rank < 1) {
      all.add(new SpectralAtom(Double.NEGATIVE_INFINITY, 1 - rank));
    }
    List<Double> almost = new ArrayList<>();
    for (SpectralAtom atom : construction.atoms) {
      if (atom.weight() > NO_WEIGHT) {
        // weights were relative to the width of the layer
        all.add(new SpectralAtom(atom.logSquare(), atom.weight() * construction.width));
      }
      almost.add(atom.logSquare());
    }
    all.sort(Comparator.comparingDouble(SpectralAtom::logSquare));
    atoms = List.copyOf(all);
    peaks = almost.stream().sorted().toList();
    groupingError = GroupingError.NONE;
    nearlyConstant = construction.nearlyConstant;
  }

  private SpectralEquation(SpectralEquation all, List<Group> groups, GroupingError groupingError) {
    constant = all.constant;
    gaussians = all.gaussians;
    terms = all.terms;
    this.groups = List.copyOf(groups);
    rank = all.rank;
    atoms = all.atoms;
    peaks = all.peaks;
    this.groupingError = groupingError;
    nearlyConstant = all.nearlyConstant;
  }

  /** The same with other groups in place of its own, of equal counts for each rank. */
  SpectralEquation withGroups(List<Group> others) {
    return new SpectralEquation(this, others, groupingError);
  }

  /** The same, with what its groups change ln z by. */
  SpectralEquation withGroupingError(GroupingError error) {
    return new SpectralEquation(this, groups, error);
  }

  /** What {@link LayerGrouping} may change ln z by. */
  GroupingError groupingError() {
    return groupingError;
  }

  /** The equation of a product of factors, from the input to the output. */
  static SpectralEquation of(List<JacobianFactor> factors) {
    boolean gaussian =
        factors.stream().anyMatch(f -> f instanceof Weights w && w.law() == WeightLaw.GAUSSIAN);
    SpectralEquation equation =
        of(factors, gaussian ? NearlyConstant.AS_IS : NearlyConstant.POINT_MASS);
    boolean taken = equation.groups.stream().anyMatch(g -> g.law().takesNearlyConstant());
    return taken && equation.peaks.isEmpty() ? of(factors, NearlyConstant.AS_IS) : equation;
  }

  private static SpectralEquation of(List<JacobianFactor> factors, NearlyConstant nearlyConstant) {
    Construction construction = new Construction(nearlyConstant);
    for (JacobianFactor factor : factors) {
      construction.add(factor);
    }
    return new SpectralEquation(construction);
  }

  /** How laws take a stretch with hardly different slopes. */
  NearlyConstant nearlyConstant() {
    return nearlyConstant;
  }

  /** C. */
  double constant() {
    return constant;
  }

  /** −A, the number of Gaussian weight matrices. */
  double gaussians() {
    return gaussians;
  }

  /** The terms by increasing ρ. */
  List<Term> terms() {
    return terms;
  }

  /** The groups. */
  List<Group> groups() {
    return groups;
  }

  /** The rank of J over the width of the input. */
  double rank() {
    return rank;
  }

  /** All point masses of the law of the squared singular values, ascending. */
  List<SpectralAtom> atoms() {
    return atoms;
  }

  /**
   * Where there are point masses, or nearly: where the weights of a product of point masses fall a
   * little short of a weight of its own, the density peaks or diverges. Ascending.
   */
  List<Double> peaks() {
    return peaks;
  }

  /** The share of singular values that belong to no point mass. */
  double continuousMass() {
    double mass = 1;
    for (SpectralAtom atom : atoms) {
      mass -= atom.weight();
    }
    return mass < 1e-14 ? 0 : mass;
  }

  /**
   * Whether the law is that of the slopes of one layer, only scaled: the equation then has no
   * solution inside of the upper half plane.
   */
  boolean isOneLayer() {
    return gaussians == 0
        && groups.size() == 1
        && groups.getFirst().count() == 1
        && terms.isEmpty();
  }

  /**
   * How many factors, counted as the order of the zero of z at κ = −1/rank, have the smallest rank;
   * where it is 1, the support may begin above 0.
   */
  double orderAtZero() {
    double order = 0;
    for (Term term : terms) {
      if (isRank(term.ratio())) {
        order += term.count();
      }
    }
    for (Group group : groups) {
      if (isRank(group.rank())) {
        order += group.count();
      }
    }
    // fractional counts add up to a whole number but for rounding
    double whole = Math.rint(order);
    return Math.abs(order - whole) <= SAME_COUNT * Math.max(1, groups.size()) ? whole : order;
  }

  /** Whether that share of the input's width is the rank of J. */
  boolean isRank(double share) {
    return Math.abs(share - rank) <= 1e-10 * rank;
  }

  /** Reads the factors. */
  private static final class Construction {
    private final NearlyConstant nearlyConstant;
    private double constant;
    private double gaussians;
    private final List<Term> terms = new ArrayList<>();
    private final Map<Double, Integer> placeOfTerm = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final Map<Slopes, SlopeLaw> laws = new HashMap<>();
    private final Map<Activation, SlopeReach.Growth> growths = new HashMap<>();
    private final Map<SlopeLaw, Integer> placeOfGroup = new HashMap<>();
    private double width = 1;
    private double rank = 1;
    private List<SpectralAtom> atoms = List.of(new SpectralAtom(0, 1));

    Construction(NearlyConstant nearlyConstant) {
      this.nearlyConstant = nearlyConstant;
      term(1, 1);
    }

    void add(JacobianFactor factor) {
      switch (factor) {
        case Weights weights -> weights(weights);
        case Slopes slopes -> slopes(slopes);
        case Multiple(double multiple) -> multiply(2 * Math.log(Math.abs(multiple)));
      }
    }

    /** z ← z·e^{logarithm}. */
    private void multiply(double logarithm) {
      constant += logarithm;
      atoms =
          atoms.stream()
              .map(atom -> new SpectralAtom(atom.logSquare() + logarithm, atom.weight()))
              .toList();
    }

    private void weights(Weights weights) {
      double before = width;
      double ratio = weights.fanOut() / weights.fanIn();
      width = ratio == 1 ? before : before * ratio;
      double logVariance = Math.log(weights.weightVariance());
      switch (weights.law()) {
        case GAUSSIAN -> {
          gaussians++;
          term(width, 1);
          constant += logVariance - Math.log(before);
          atoms = List.of();
        }
        case ORTHOGONAL -> {
          if (ratio >= 1) {
            atoms = scaledWeights(1 / ratio);
            multiply(logVariance + Math.log(ratio));
          } else {
            // a projection to a share of the width, then the atoms relative to what is left
            atoms = free(List.of(new SpectralAtom(0, ratio)));
            atoms = scaledWeights(1 / ratio);
            multiply(logVariance);
            term(width, 1);
            term(before, -1);
          }
        }
      }
      rank = Math.min(rank, width);
    }

    private void slopes(Slopes slopes) {
      SlopeLaw law =
          laws.computeIfAbsent(
              slopes,
              key ->
                  SlopeLaw.of(
                      key.activation(),
                      key.preactivationVariance(),
                      growths.computeIfAbsent(key.activation(), SlopeReach.Growth::of),
                      key.keep(),
                      nearlyConstant));
      if (slopes.keep() < 1) {
        multiply(-2 * Math.log(slopes.keep()));
      }
      rank = Math.min(rank, width * (1 - law.zeroMass()));
      atoms =
          free(
              law.masses().stream()
                  .map(mass -> new SpectralAtom(Math.log(mass.value()), mass.weight()))
                  .toList());
      if (law.isDiscrete() && law.masses().isEmpty()) {
        rank = 0;
      } else if (law.isDiscrete() && law.masses().size() == 1) {
        SlopeLaw.PointMass mass = law.masses().getFirst();
        constant += Math.log(mass.value());
        if (law.zeroMass() > 0) {
          term(width * (1 - law.zeroMass()), 1);
          term(width, -1);
        }
      } else {
        term(width, -1);
        group(slopes, law);
      }
    }

    private void term(double ratio, double count) {
      Integer place = placeOfTerm.get(ratio);
      if (place == null) {
        for (int i = Math.max(0, terms.size() - 8); i < terms.size() && place == null; i++) {
          if (Math.abs(terms.get(i).ratio() - ratio) <= SAME * ratio) {
            place = i;
          }
        }
      }
      if (place == null) {
        placeOfTerm.put(ratio, terms.size());
        terms.add(new Term(ratio, count));
      } else {
        Term old = terms.get(place);
        terms.set(place, new Term(old.ratio(), old.count() + count));
      }
    }

    private void group(Slopes slopes, SlopeLaw law) {
      Integer place = placeOfGroup.get(law);
      if (place != null && groups.get(place).ratio() == width) {
        Group old = groups.get(place);
        groups.set(place, new Group(slopes, law, width, old.count() + 1));
      } else {
        placeOfGroup.put(law, groups.size());
        groups.add(new Group(slopes, law, width, 1));
      }
    }

    private List<SpectralAtom> scaledWeights(double factor) {
      return atoms.stream()
          .map(atom -> new SpectralAtom(atom.logSquare(), atom.weight() * factor))
          .toList();
    }

    /**
     * Point masses of a free product: a·b has the weight α + β − 1 if that is positive (Bercovici
     * and Voiculescu 1998; Belinschi 2003).
     */
    private List<SpectralAtom> free(List<SpectralAtom> others) {
      List<SpectralAtom> result = new ArrayList<>();
      for (SpectralAtom a : atoms) {
        for (SpectralAtom b : others) {
          double weight = a.weight() + b.weight() - 1;
          if (weight > ALMOST) {
            result.add(new SpectralAtom(a.logSquare() + b.logSquare(), weight));
          }
        }
      }
      return result;
    }
  }
}
