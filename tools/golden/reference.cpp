// Reference figures of Gaussian moments, independent of Brink: piecewise Gauss-Legendre rules in
// 113-bit (one-dimensional) and 64-bit-mantissa (two-dimensional) arithmetic, each figure computed on
// two different partitions; a figure on which the two disagree is not printed but reported.
//
//   g++ -O2 -fext-numeric-literals -o reference reference.cpp -lquadmath
//   ./reference 1d > kernel1d_extended.json
//   ./reference 2d > kernel2d_extended.json
//   ./reference gap > gaps.json
//
// Derivatives come from second-order automatic differentiation of the defining formula.
#include <quadmath.h>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <algorithm>
#include <map>
#include <string>
#include <vector>
typedef __float128 Q;
typedef long double L;
static Q xexp(Q x) { return expq(x); } static L xexp(L x) { return expl(x); }
static Q xlog(Q x) { return logq(x); } static L xlog(L x) { return logl(x); }
static Q xlog1p(Q x) { return log1pq(x); } static L xlog1p(L x) { return log1pl(x); }
static Q xexpm1(Q x) { return expm1q(x); } static L xexpm1(L x) { return expm1l(x); }
static Q xsqrt(Q x) { return sqrtq(x); } static L xsqrt(L x) { return sqrtl(x); }
static Q xerf(Q x) { return erfq(x); } static L xerf(L x) { return erfl(x); }
static Q xerfc(Q x) { return erfcq(x); } static L xerfc(L x) { return erfcl(x); }
static Q xtanh(Q x) { return tanhq(x); } static L xtanh(L x) { return tanhl(x); }
static Q xcosh(Q x) { return coshq(x); } static L xcosh(L x) { return coshl(x); }
static Q xatan(Q x) { return atanq(x); } static L xatan(L x) { return atanl(x); }
static Q xasinh(Q x) { return asinhq(x); } static L xasinh(L x) { return asinhl(x); }
static Q xsin(Q x) { return sinq(x); } static L xsin(L x) { return sinl(x); }
static Q xcos(Q x) { return cosq(x); } static L xcos(L x) { return cosl(x); }
static Q xpow(Q x, Q y) { return powq(x, y); } static L xpow(L x, L y) { return powl(x, y); }
static Q xabs(Q x) { return fabsq(x); } static L xabs(L x) { return fabsl(x); }
template <class T> T pi() { return T(3.14159265358979323846264338327950288419716939937510582097494Q); }

template <class T> struct J { T v, d, e; J(T v_ = 0, T d_ = 0, T e_ = 0) : v(v_), d(d_), e(e_) {} };
template <class T> J<T> operator+(J<T> a, J<T> b) { return {a.v + b.v, a.d + b.d, a.e + b.e}; }
template <class T> J<T> operator-(J<T> a, J<T> b) { return {a.v - b.v, a.d - b.d, a.e - b.e}; }
template <class T> J<T> operator-(J<T> a) { return {-a.v, -a.d, -a.e}; }
template <class T> J<T> operator*(J<T> a, J<T> b) {
  return {a.v * b.v, a.d * b.v + a.v * b.d, a.e * b.v + 2 * a.d * b.d + a.v * b.e};
}
template <class T> J<T> chain(J<T> a, T f, T f1, T f2) { return {f, f1 * a.d, f2 * a.d * a.d + f1 * a.e}; }
template <class T> J<T> inv(J<T> a) { T r = 1 / a.v; return chain(a, r, -r * r, 2 * r * r * r); }
template <class T> J<T> operator/(J<T> a, J<T> b) { return a * inv(b); }
template <class T> J<T> c(double x) { return J<T>(T(x)); }
template <class T> J<T> Exp(J<T> a) { T e = xexp(a.v); return chain(a, e, e, e); }
template <class T> J<T> Sin(J<T> a) { T s = xsin(a.v), o = xcos(a.v); return chain(a, s, o, -s); }
template <class T> J<T> Cos(J<T> a) { T s = xsin(a.v), o = xcos(a.v); return chain(a, o, -s, -o); }
template <class T> J<T> Sqrt(J<T> a) { T s = xsqrt(a.v); return chain(a, s, 1 / (2 * s), -1 / (4 * s * s * s)); }
template <class T> J<T> Tanh(J<T> a) {
  if (xabs(a.v) > 5000) return J<T>(a.v > 0 ? T(1) : T(-1));
  T t = xtanh(a.v), h = xcosh(a.v), s = 1 / (h * h);
  return chain(a, t, s, -2 * t * s);
}
template <class T> J<T> Sig(J<T> a) {
  T x = a.v;
  if (xabs(x) > 5000) return J<T>(x > 0 ? T(1) : T(0));
  T s = x >= 0 ? 1 / (1 + xexp(-x)) : xexp(x) / (1 + xexp(x));
  T r = x >= 0 ? xexp(-x) / (1 + xexp(-x)) : 1 / (1 + xexp(x));
  return chain(a, s, s * r, s * r * (r - s));
}
template <class T> J<T> Softplus(J<T> a) {
  J<T> s = Sig(J<T>(a.v, 1, 0));
  T v = a.v > 0 ? a.v + xlog1p(xexp(-a.v)) : xlog1p(xexp(a.v));
  return chain(a, v, s.v, s.d);
}
template <class T> J<T> Erf(J<T> a) {
  T g = 2 / xsqrt(pi<T>()) * xexp(-a.v * a.v);
  return chain(a, xerf(a.v), g, -2 * a.v * g);
}
template <class T> J<T> Phi(J<T> a) {
  T g = xexp(-a.v * a.v / 2) / xsqrt(2 * pi<T>());
  return chain(a, xerfc(-a.v / xsqrt(T(2))) / 2, g, -a.v * g);
}
template <class T> J<T> Atan(J<T> a) { T r = 1 / (1 + a.v * a.v); return chain(a, xatan(a.v), r, -2 * a.v * r * r); }
template <class T> J<T> Asinh(J<T> a) {
  T r = 1 / xsqrt(1 + a.v * a.v);
  return chain(a, xasinh(a.v), r, -a.v * r * r * r);
}
template <class T> J<T> Pow(J<T> a, T p) {
  T m = xpow(a.v, p);
  return chain(a, m, p * m / a.v, p * (p - 1) * m / (a.v * a.v));
}
template <class T> J<T> Expm1(J<T> a) { T e = xexp(a.v); return chain(a, xexpm1(a.v), e, e); }

struct Act {
  std::string name;
  std::vector<double> breaks;  // kinks and jumps
  std::function<J<Q>(J<Q>)> q;
  std::function<J<L>(J<L>)> l;
  int singular;     // 0 smooth between breaks; 1: algebraic singularity at the breakpoint 0
  int d2inf, d1inf; // E phi''^2 infinite, E phi'^2 infinite (jump), by inspection
  int d4inf;        // E phi'^4 infinite
};
template <class F> Act act(std::string n, std::vector<double> b, F f, int d2inf = 0, int d1inf = 0, int sing = 0, int d4inf = 0) {
  return {n, b, [f](J<Q> x) { return f(x); }, [f](J<L> x) { return f(x); }, sing, d2inf, d1inf, d4inf};
}
#define FN(expr) [=](auto x) { typedef decltype(x.v) T; typedef J<T> R; (void)sizeof(R); return R(expr); }
#define K(z) R(T(z##Q))
static std::vector<Act> acts() {
  std::vector<Act> a;
  a.push_back(act("identity", {}, FN(x)));
  a.push_back(act("relu", {0}, FN(x.v > 0 ? x : R()), 1));
  for (double s : {0.01, 0.3}) { Q sq = s == 0.3 ? 0.3Q : 0.01Q; char n[64]; sprintf(n, "leaky_relu(%g)", s);
    a.push_back(act(n, {0}, FN(x.v > 0 ? x : R(T(sq)) * x), 1)); }
  a.push_back(act("abs", {0}, FN(x.v > 0 ? x : -x), 1));
  a.push_back(act("alpha_relu(0.7)", {0}, FN(x.v > 0 ? Pow(x, T(0.7Q)) : R()), 1, 0, 1, 1));
  a.push_back(act("alpha_relu(1.5)", {0}, FN(x.v > 0 ? Pow(x, T(1.5Q)) : R()), 1, 0, 1));
  a.push_back(act("tempered_relu(0.8,0.1)", {0}, FN(x.v > 0 ? Pow(x + K(0.1), T(0.8Q)) - R(xpow(T(0.1Q), T(0.8Q))) : R()), 1));
  a.push_back(act("erf", {}, FN(Erf(x))));
  a.push_back(act("tanh", {}, FN(Tanh(x))));
  a.push_back(act("sigmoid", {}, FN(Sig(x))));
  a.push_back(act("softplus", {}, FN(Softplus(x))));
  a.push_back(act("elu", {0}, FN(x.v > 0 ? x : Expm1(x))));
  a.push_back(act("elu(0.5)", {0}, FN(x.v > 0 ? x : K(0.5) * Expm1(x)), 1));
  a.push_back(act("selu", {0}, FN(K(1.0507009873554804934193349852946) * (x.v > 0 ? x : K(1.6732632423543772848170429916717) * Expm1(x))), 1));
  a.push_back(act("celu", {0}, FN(x.v > 0 ? x : Expm1(x))));
  a.push_back(act("celu(2)", {0}, FN(x.v > 0 ? x : K(2.0) * Expm1(x * K(0.5)))));
  a.push_back(act("swish", {}, FN(x * Sig(x))));
  a.push_back(act("swish(1.702)", {}, FN(x * Sig(K(1.702) * x))));
  a.push_back(act("gelu", {}, FN(x * Phi(x))));
  a.push_back(act("gelu_tanh", {}, FN(K(0.5) * x * (K(1.0) + Tanh(R(xsqrt(2 / pi<T>())) * (x + K(0.044715) * x * x * x))))));
  a.push_back(act("mish", {}, FN(x * Tanh(Softplus(x)))));
  a.push_back(act("softsign", {0}, FN(x.v > 0 ? x / (K(1.0) + x) : x / (K(1.0) - x))));
  a.push_back(act("atan", {}, FN(Atan(x))));
  a.push_back(act("asinh", {}, FN(Asinh(x))));
  a.push_back(act("bentid", {}, FN((Sqrt(x * x + K(1.0)) - K(1.0)) * K(0.5) + x)));
  a.push_back(act("sin", {}, FN(Sin(x))));
  a.push_back(act("cos", {}, FN(Cos(x))));
  a.push_back(act("exp", {}, FN(Exp(x))));
  a.push_back(act("gaussian", {}, FN(Exp(-(x * x)))));
  a.push_back(act("square", {}, FN(x * x)));
  a.push_back(act("monomial(3)", {}, FN(x * x * x)));
  a.push_back(act("hermite(4)", {}, FN((x * x * x * x - K(6.0) * x * x + K(3.0)) * R(1 / xsqrt(T(24))))));
  a.push_back(act("step", {0}, FN(x.v > 0 ? K(1.0) : K(0.0)), 1, 1));
  a.push_back(act("sign", {0}, FN(x.v > 0 ? K(1.0) : -K(1.0)), 1, 1));
  a.push_back(act("hard_tanh", {-1, 1}, FN(x.v > 1 ? K(1.0) : x.v < -1 ? -K(1.0) : x), 1));
  a.push_back(act("hard_sigmoid", {-3, 3}, FN(x.v > 3 ? K(1.0) : x.v < -3 ? K(0.0) : x * R(T(1) / 6) + K(0.5)), 1));
  a.push_back(act("hard_swish", {-3, 3}, FN(x.v > 3 ? x : x.v < -3 ? K(0.0) : x * (x + K(3.0)) * R(T(1) / 6)), 1));
  a.push_back(act("relu6", {0, 6}, FN(x.v > 6 ? K(6.0) : x.v < 0 ? K(0.0) : x), 1));
  a.push_back(act("shtanh", {-1, 1}, FN(x.v > 1 ? K(1.0) : x.v < -1 ? -K(1.0) : x), 1));
  a.push_back(act("shtanh(2,0.5)", {-2, 2}, FN(x.v > 2 ? K(1.0) : x.v < -2 ? -K(1.0) : K(0.5) * x), 1));
  for (double p : {1.0, 2.0}) { char n[64]; sprintf(n, p == 1 ? "ssine" : "ssine(%g)", p);
    a.push_back(act(n, {-p, p}, FN(x.v > p ? R(T(p) - 1) + Cos(x - R(T(p))) : x.v < -p ? -(R(T(p) - 1) + Cos(-x - R(T(p)))) : x), 1)); }
  for (double p : {1.0, 0.5}) { char n[64]; sprintf(n, p == 1 ? "sexp" : "sexp(%g)", p);
    a.push_back(act(n, {-p, p}, FN(x.v > p ? R(T(p) - 1) + Exp(R(T(p)) - x) : x.v < -p ? -(R(T(p) - 1) + Exp(x + R(T(p)))) : x), 1)); }
  for (double p : {1.0, 2.0}) { char n[64]; sprintf(n, p == 1 ? "ssaw" : "ssaw(%g)", p);
    a.push_back(act(n, {-2 * p, -p, p, 2 * p}, FN(x.v > 2 * p || x.v < -2 * p ? K(0.0) : x.v > p ? R(T(2 * p)) - x : x.v < -p ? -(R(T(2 * p)) + x) : x), 1)); }
  return a;
}
template <class T> struct Rule { std::vector<T> x, w; };
template <class T> Rule<T> gl(int n) {
  static std::map<int, Rule<T>> memo;
  auto it = memo.find(n);
  if (it != memo.end()) return it->second;
  Rule<T> r; r.x.resize(n); r.w.resize(n);
  for (int i = 0; i < n; i++) {
    T x = xcos(pi<T>() * (T(i) + T(0.75Q)) / (T(n) + T(0.5Q))), dp = 1;
    for (int it2 = 0; it2 < 60; it2++) {
      T p0 = 1, p1 = x;
      for (int k = 2; k <= n; k++) { T p2 = ((2 * k - 1) * x * p1 - (k - 1) * p0) / k; p0 = p1; p1 = p2; }
      dp = n * (x * p1 - p0) / (x * x - 1);
      T dx = p1 / dp; x -= dx;
      if (xabs(dx) < T(1e-33Q)) break;
    }
    r.x[i] = x; r.w[i] = 2 / ((1 - x * x) * dp * dp);
  }
  return memo[n] = r;
}
// Panel edges in z on [-z,z]: breaks, graded geometrically (ratio g) towards every centre down to `small`, width <= cap.
template <class T> std::vector<T> edges(const std::vector<T>& centres, const std::vector<T>& hard, T z, T small, T g, T cap) {
  std::vector<T> e = {-z, z};
  for (T b : hard) if (xabs(b) < z) e.push_back(b);
  for (T b : centres) {
    for (T h = small; h < 2 * z; h *= g) { if (xabs(b - h) < z) e.push_back(b - h); if (xabs(b + h) < z) e.push_back(b + h); }
  }
  std::sort(e.begin(), e.end());
  std::vector<T> o;
  for (T v : e) {
    if (!o.empty()) {
      if (v == o.back()) continue;
      T w = v - o.back();
      int k = (int)ceil((double)(w / cap));
      T s = o.back();
      for (int i = 1; i < k; i++) o.push_back(s + w * i / k);
    }
    o.push_back(v);
  }
  return o;
}
static std::string fq(Q v) { char b[128]; quadmath_snprintf(b, 128, "%.25Qg", v); return b; }
struct M { Q v[8]; };
static M moments(const Act& a, Q q, Q zmax, Q ratio, Q cap, int n) {
  Q r = sqrtq(q);
  std::vector<Q> hard, cen = {0};
  for (double b : a.breaks) { hard.push_back(Q(b) / r); cen.push_back(Q(b) / r); }
  Q small = a.singular ? 1e-60Q : 1e-5Q;
  auto e = edges<Q>(cen, hard, zmax, small, ratio, cap);
  auto g = gl<Q>(n);
  M m; for (auto& v : m.v) v = 0;
  for (size_t p = 0; p + 1 < e.size(); p++) {
    Q h = (e[p + 1] - e[p]) / 2, c0 = (e[p + 1] + e[p]) / 2;
    for (int i = 0; i < n; i++) {
      Q z = c0 + h * g.x[i], w = h * g.w[i] * expq(-z * z / 2) / sqrtq(2 * pi<Q>());
      J<Q> f = a.q(J<Q>(r * z, 1, 0));
      if (w == 0) continue;
      m.v[0] += w * f.v; m.v[1] += w * f.v * f.v;
      m.v[2] += w * f.v * f.v * (z * z - 1) / (2 * q);
      m.v[3] += w * f.v * z / r;  // E phi' incl. point masses
      m.v[4] += w * f.d * f.d; m.v[5] += w * f.e * f.e;
      m.v[6] += w * f.v * f.v * f.v * f.v; m.v[7] += w * f.d * f.d * f.d * f.d;
    }
  }
  return m;
}
static void run1d() {
  const char* names[] = {"mean", "V", "dV_dq", "E_dphi", "E_dphi2", "E_d2phi2", "E_phi4", "E_dphi4"};
  printf("{"); bool firstA = true;
  for (auto& a : acts()) {
    printf("%s\n \"%s\": [", firstA ? "" : ",", a.name.c_str()); firstA = false;
    bool first = true;
    for (const char* qs : {"1e-6", "1e-3", "0.3", "1", "7", "100", "1e4"}) {
      Q q = strtoflt128(qs, 0);
      if (a.name == "exp" && q > 60) continue;
      Q z = a.name == "exp" ? 16 + 4 * sqrtq(q) + 4 : 18;
      Q cap = q > 5000 ? 0.11Q : 0.25Q;
      M m1 = moments(a, q, z, 2.0Q, cap, 36), m2 = moments(a, q, z + 1, 1.7Q, cap * 0.84Q, 32);
      printf("%s\n  {\"q\": \"%s\"", first ? "" : ",", qs); first = false;
      for (int k = 0; k < 8; k++) {
        bool inf = (k == 4 && a.d1inf) || (k == 5 && a.d2inf) || (k == 7 && (a.d1inf || a.d4inf));
        Q d = fabsq(m1.v[k] - m2.v[k]);
        if (inf) printf(", \"%s\": \"inf\"", names[k]);
        else if (d > 1e-21Q * fabsq(m1.v[k]) && d > 1e-24Q) {
          if (k == 4 && a.singular) { fprintf(stderr, "skip %s q=%s %s: %s vs %s\n", a.name.c_str(), qs, names[k], fq(m1.v[k]).c_str(), fq(m2.v[k]).c_str()); continue; }
          fprintf(stderr, "DISAGREE %s q=%s %s: %s vs %s\n", a.name.c_str(), qs, names[k], fq(m1.v[k]).c_str(), fq(m2.v[k]).c_str());
        } else printf(", \"%s\": \"%s\"", names[k], fabsq(m1.v[k]) < 1e-60Q ? "0" : fq(m1.v[k]).c_str());
      }
      printf("}");
      fflush(stdout);
    }
    printf("\n ]");
  }
  printf("\n}\n");
}
// E phi^(k)(x) phi^(k)(y), k = 0 or 1 (regular part), rotated coordinates.
static void pair(const Act& a, L q1, L q2, L th, L ratio, L cap, int n, L z, L out[2]) {
  L r1 = sqrtl(q1), r2 = sqrtl(q2), co = cosl(th / 2), si = sinl(th / 2);
  L sgn = 1;
  // For theta > pi/2 integrate over v inside: x = r1(si v + co u), y = -r2(si v - co u).
  L A = co, B = si;
  if (si > co) { A = si; B = co; sgn = -1; }
  auto g = gl<L>(n);
  std::vector<L> bx, by;
  for (double b : a.breaks) { bx.push_back(L(b) / r1); by.push_back(sgn * L(b) / r2); }
  std::vector<L> ox, oy = by; ox = bx;
  ox.push_back(0); oy.push_back(0);
  std::vector<L> oc, oh;
  for (L b1 : ox) for (L b2 : oy) { L v = (b1 - b2) / (2 * B); if (fabsl(v) < z) { oc.push_back(v); oh.push_back(v); } }
  std::sort(oc.begin(), oc.end()); oc.erase(std::unique(oc.begin(), oc.end()), oc.end());
  L smallx = a.singular ? 1e-16L : 2e-4L;
  L smallo = a.singular ? 1e-16L : 1e-3L;
  auto eo = edges<L>(oc, oh, z, smallo, ratio, cap);
  L s0 = 0, s1 = 0;
  L norm = 1 / (2 * pi<L>());
  for (size_t p = 0; p + 1 < eo.size(); p++) {
    L h = (eo[p + 1] - eo[p]) / 2, c0 = (eo[p + 1] + eo[p]) / 2;
    for (int i = 0; i < n; i++) {
      L v = c0 + h * g.x[i], wv = h * g.w[i] * expl(-v * v / 2);
      std::vector<L> hard, cen;
      for (L b : bx) hard.push_back((b - B * v) / A);
      for (L b : by) hard.push_back((b + B * v) / A);
      cen = hard; cen.push_back(-B * v / A); cen.push_back(B * v / A);
      auto ei = edges<L>(cen, hard, z, smallx, ratio, cap);
      L t0 = 0, t1 = 0;
      for (size_t k = 0; k + 1 < ei.size(); k++) {
        L h2 = (ei[k + 1] - ei[k]) / 2, c2 = (ei[k + 1] + ei[k]) / 2;
        for (int j = 0; j < n; j++) {
          L u = c2 + h2 * g.x[j], wu = h2 * g.w[j] * expl(-u * u / 2);
          J<L> f = a.l(J<L>(r1 * (A * u + B * v), 1, 0)), e = a.l(J<L>(sgn * r2 * (A * u - B * v), 1, 0));
          t0 += wu * f.v * e.v; t1 += wu * f.d * e.d;
        }
      }
      s0 += wv * t0; s1 += wv * t1;
    }
  }
  out[0] = s0 * norm; out[1] = s1 * norm;
}
static const Act* find(const std::string& n) { static auto a = acts(); for (auto& x : a) if (x.name == n) return &x; return 0; }
static void run2d() {
  struct P { const char *q1, *q2, *c; };
  std::vector<P> ps = {{"1", "1", "0.3"}, {"1", "1", "-1"}, {"1", "1", "0.999"}, {"1e-6", "1e-6", "0.5"}, {"1e4", "1e4", "0.5"},
    {"1e4", "1e4", "-0.9"}, {"0.01", "50", "0.8"}, {"3", "3", "1"}, {"100", "2", "-0.6"}};
  printf("{"); bool firstA = true;
  for (auto& a : acts()) {
    if (a.singular) continue;
    printf("%s\n \"%s\": [", firstA ? "" : ",", a.name.c_str()); firstA = false; bool first = true;
    for (auto& p : ps) {
      Q q1 = strtoflt128(p.q1, 0), q2 = strtoflt128(p.q2, 0);
      if (a.name == "exp" && (q1 > 60 || q2 > 60)) continue;
      if (a.name.rfind("ssine", 0) == 0 && q1 > 5000) continue;
      if ((a.name == "sin" || a.name == "cos") && q1 > 5000) continue;
      L th = (L)acosq(strtoflt128(p.c, 0));
      L z = a.name == "exp" ? 24 : a.name.rfind("monomial", 0) == 0 || a.name.rfind("hermite", 0) == 0 ? 13 : 9.6L;
      L r = std::max(sqrtl((L)q1), sqrtl((L)q2));
      L cap = a.name.rfind("ssine", 0) == 0 || a.name == "sin" || a.name == "cos" ? std::min(1.2L, 12 / r) : 1.2L;
      L o1[2], o2[2];
      pair(a, q1, q2, th, 3.0L, cap, 22, z, o1);
      pair(a, q1, q2, th, 2.6L, cap * 0.9L, 24, z + 0.2L, o2);
      printf("%s\n  {\"q1\": \"%s\", \"q2\": \"%s\", \"c\": \"%s\"", first ? "" : ",", p.q1, p.q2, p.c); first = false;
      const char* nm[] = {"K", "K_dphi"};
      for (int k = 0; k < 2; k++) {
        if (k == 1 && a.d1inf) continue;
        L d = fabsl(o1[k] - o2[k]);
        if (d > 2e-17L * fabsl(o1[k]) + 1e-19L) { fprintf(stderr, "DISAGREE %s %s %s %s %s: %.20Lg vs %.20Lg\n", a.name.c_str(), p.q1, p.q2, p.c, nm[k], o1[k], o2[k]);
          if (d > 1e-15L * fabsl(o1[k]) + 1e-18L) continue; }
        printf(", \"%s\": \"%.18Lg\"", nm[k], fabsl(o1[k]) < 1e-18L ? 0.0L : o1[k]);
      }
      printf("}"); fflush(stdout);
    }
    printf("\n ]");
  }
  printf("\n}\n");
}
// V - W = q int_0^theta sin t E phi'(x)phi'(y) dt (no jumps of phi), t = theta s^2 to resolve |t| terms is not needed: smooth in t.
static void rungap() {
  printf("{"); bool firstA = true;
  for (const char* n : {"tanh", "gelu", "swish", "softplus", "sin", "selu", "elu", "hard_tanh", "sexp", "softsign", "mish", "leaky_relu(0.3)"}) {
    const Act& a = *find(n);
    printf("%s\n \"%s\": [", firstA ? "" : ",", n); firstA = false; bool first = true;
    for (const char* qs : {"0.2", "1", "50"}) for (const char* gs : {"1e-2", "1e-6", "1e-12", "1e-30", "1e-100", "1e-300"}) {
      Q gap = strtoflt128(gs, 0); L q = (L)strtoflt128(qs, 0);
      L th = (L)(2 * asinq(sqrtq(gap / 2)));
      L s[2] = {0, 0};
      if (gap < 1e-29Q) {  // E phi'phi' = E phi'^2 (1 + O(theta)) with theta < 1e-14
        M m1 = moments(a, strtoflt128(qs, 0), 18, 2.0Q, 0.25Q, 36);
        s[0] = s[1] = (L)(gap * strtoflt128(qs, 0) * m1.v[4]);
      } else for (int k = 0; k < 2; k++) {
        int m = gap > 1e-4Q ? 13 : 3; m += 2 * k;
        auto g = gl<L>(m);
        for (int i = 0; i < m; i++) {
          L t = th * (1 + g.x[i]) / 2, o[2];
          pair(a, q, q, t, k ? 2.7L : 3.0L, k ? 1.1L : 1.2L, k ? 24 : 22, k ? 9.6L : 9.4L, o);
          s[k] += th * g.w[i] / 2 * sinl(t) * q * o[1];
        }
      }
      if (fabsl(s[0] - s[1]) > 2e-15L * s[0]) { fprintf(stderr, "DISAGREE gap %s %s %s %.20Lg %.20Lg\n", n, qs, gs, s[0], s[1]); continue; }
      printf("%s\n  {\"q\": \"%s\", \"one_minus_c\": \"%s\", \"gap\": \"%.17Lg\"}", first ? "" : ",", qs, gs, s[1]); first = false; fflush(stdout);
    }
    printf("\n ]");
  }
  printf("\n}\n");
}
int main(int n, char** v) {
  if (n == 2 && !strcmp(v[1], "1d")) run1d();
  else if (n == 2 && !strcmp(v[1], "2d")) run2d();
  else if (n == 2 && !strcmp(v[1], "gap")) rungap();
  else { fprintf(stderr, "usage: reference 1d|2d|gap\n"); return 2; }
}
