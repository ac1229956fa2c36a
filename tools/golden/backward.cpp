// Reference figures of backward propagation, independent of Brink, in 113-bit arithmetic: twelve
// blocks of a full residual tanh network, x = v tanh(w x + b) + a + x, with variances (sigma_w^2,
// sigma_b^2, sigma_v^2, sigma_a^2) = (1.69, 0.49, 1.5, 0.5), for two inputs of mean squares 1 and
// 1.5 and correlation 0.3. Lengths p, covariance gamma, gradients chi and the neural tangent kernel.
//
//   g++ -O2 -fext-numeric-literals -o backward backward.cpp -lquadmath && ./backward > backward.csv
//
// Expectations are trapezoidal sums on [-14, 14], which converge geometrically for analytic
// integrands; the figures of two steps are compared and the difference goes to standard error.
#include <quadmath.h>
#include <cstdio>
#include <vector>
typedef __float128 Q;
struct Point { Q z, w; };

static std::vector<Point> grid(int perUnit) {
  std::vector<Point> points;
  for (int k = -14 * perUnit; k <= 14 * perUnit; k++) {
    Q z = Q(k) / perUnit;
    points.push_back({z, expq(-z * z / 2) / sqrtq(2 * M_PIq) / perUnit});
  }
  return points;
}

static void run(int perUnit1, int perUnit2, Q out[9]) {
  auto fine = grid(perUnit1), coarse = grid(perUnit2);
  const Q SW = 1.69Q, SB = 0.49Q, SV = 1.5Q, SA = 0.5Q;
  const int DEPTH = 12;
  Q m[3] = {1, 1.5Q, 0.3Q * sqrtq(1.5Q)};
  Q q[DEPTH][3], v[DEPTH][3], d[DEPTH][3];
  for (int l = 0; l < DEPTH; l++) {
    for (int k = 0; k < 3; k++) {
      q[l][k] = SW * m[k] + SB;
      v[l][k] = d[l][k] = 0;
    }
    for (int k = 0; k < 2; k++) {
      for (auto& p : fine) {
        Q t = tanhq(sqrtq(q[l][k]) * p.z);
        v[l][k] += p.w * t * t;
        d[l][k] += p.w * (1 - t * t) * (1 - t * t);
      }
    }
    Q r1 = sqrtq(q[l][0]), r2 = sqrtq(q[l][1]), c = q[l][2] / (r1 * r2), s = sqrtq(1 - c * c);
    for (auto& p : coarse) {
      Q x = tanhq(r1 * p.z), inner = 0, slope = 0;
      for (auto& o : coarse) {
        if (p.w * o.w < 1e-34Q) continue;
        Q t = tanhq(r2 * (c * p.z + s * o.z));
        inner += o.w * t;
        slope += o.w * (1 - t * t);
      }
      v[l][2] += p.w * x * inner;
      d[l][2] += p.w * (1 - x * x) * slope;
    }
    for (int k = 0; k < 3; k++) m[k] += SV * v[l][k] + SA;
  }
  Q chi[3] = {1, 1, 1}, ntk[3] = {0, 0, 0};
  for (int l = DEPTH - 1; l >= 0; l--) {
    for (int k = 0; k < 3; k++) {
      Q hidden = SV * d[l][k] * chi[k];
      ntk[k] += chi[k] * (SV * v[l][k] + SA) + hidden * q[l][k];
      chi[k] += SW * hidden;
    }
  }
  for (int k = 0; k < 3; k++) {
    out[k] = m[k];
    out[3 + k] = chi[k];
    out[6 + k] = ntk[k];
  }
}

int main() {
  Q a[9], b[9];
  run(64, 36, a);
  run(96, 52, b);
  const char* names[] = {"p1", "p2", "gamma", "chi1", "chi2", "chi12", "ntk11", "ntk22", "ntk12"};
  for (int k = 0; k < 9; k++) {
    char text[64];
    quadmath_snprintf(text, sizeof text, "%.25Qe", b[k]);
    std::printf("%s,%s\n", names[k], text);
    std::fprintf(stderr, "%s %.1e\n", names[k], (double)(fabsq(a[k] - b[k]) / fabsq(b[k])));
  }
}
