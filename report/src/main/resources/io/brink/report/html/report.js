"use strict";
/* Draws the charts of a report from their descriptions; the layers are those of io.brink.report.chart. */
(() => {
  const root = document.documentElement;
  const VIRIDIS = ["#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"]
    .map((hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)));
  const SERIES = 8;
  const TINTS = 4;
  const HEIGHT = 420;
  const REACH = 60;
  const SMALL = 3;
  const LARGE = 4;

  /* Themes: the machine's own unless the reader switches. */
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const setTheme = (dark) => root.setAttribute("data-theme", dark ? "dark" : "light");
  setTheme(prefersDark.matches);
  prefersDark.addEventListener("change", (event) => { setTheme(event.matches); drawAll(); });

  /* Labels: _ and ^ lower and raise the next character or group. */
  const RUN = /([_^])(\{[^}]*\}|[^\s{])/gu;
  function runs(label) {
    const result = [];
    let end = 0;
    for (const match of label.matchAll(RUN)) {
      if (match.index > end) result.push([label.slice(end, match.index), ""]);
      result.push([match[2].replace(/^\{|\}$/g, ""), match[1]]);
      end = match.index + match[0].length;
    }
    if (end < label.length) result.push([label.slice(end), ""]);
    return result;
  }
  function setRichText(element, label) {
    element.replaceChildren(...runs(label).map(([text, level]) => {
      const part = document.createElement(level === "_" ? "sub" : level === "^" ? "sup" : "span");
      part.textContent = text;
      return part;
    }));
  }
  function enrichSvg(svg) {
    for (const node of svg.querySelectorAll("text, tspan")) {
      if (node.childElementCount || !/[_^]/.test(node.textContent)) continue;
      let back = "0em";
      const parts = runs(node.textContent).map(([text, level]) => {
        const part = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
        part.textContent = text;
        const shift = level === "_" ? 0.3 : level === "^" ? -0.4 : 0;
        if (level) part.setAttribute("style", "font-size:0.75em");
        part.setAttribute("dy", level ? `${shift / 0.75}em` : back);
        back = `${-shift}em`;
        return part;
      });
      node.replaceChildren(...parts);
    }
  }

  const plain = (label) => runs(label).map(([text]) => text).join("");
  const number = (v) => v === 0 ? "0"
    : Math.abs(v) >= 1e6 || Math.abs(v) < 1e-4 ? v.toExponential(4) : String(+v.toPrecision(6));
  function logTick(v) {
    const power = Math.floor(Math.log10(v) + 1e-9);
    const factor = Math.round(v / 10 ** power);
    if (power >= -2 && power <= 3) return String(+v.toPrecision(1));
    return `${factor === 1 ? "" : factor + "·"}10^{${power < 0 ? "−" + -power : power}}`;
  }
  function logTicks([low, high], room) {
    const from = Math.ceil(Math.log10(low) - 1e-9);
    const to = Math.floor(Math.log10(high) + 1e-9);
    const step = Math.max(1, Math.ceil((to - from + 1) / room));
    const ticks = [];
    for (let k = from - 1; k <= to; k++) {
      const decades = Math.log10(high / low);
      const factors = decades < 0.5 ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : decades < 1 ? [1, 2, 3, 5] : decades < 2 ? [1, 2, 5] : [1];
      for (const factor of factors) {
        const v = factor * 10 ** k;
        if (v >= low * (1 - 1e-12) && v <= high * (1 + 1e-12) && (factor > 1 || k % step === 0)) ticks.push(v);
      }
    }
    return ticks;
  }

  /* Markers in the legend, as Plot draws them in the chart. */
  const SYMBOLS = {
    circle: "M3.5,0A3.5,3.5 0 1 1 -3.5,0A3.5,3.5 0 1 1 3.5,0",
    square: "M-3.2,-3.2h6.4v6.4h-6.4z",
    triangle: "M0,-5L4.3,2.5H-4.3z",
    diamond: "M0,-5L3.4,0L0,5L-3.4,0z",
    cross: "M-1.4,-4.4h2.8v3h3v2.8h-3v3h-2.8v-3h-3v-2.8h3z",
    star: "M0,-5.2L1.2,-1.6H5L1.9,.7L3.1,4.3L0,2.1L-3.1,4.3L-1.9,.7L-5,-1.6H-1.2z",
  };

  const css = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  function shade(fraction) {
    const position = Math.min(Math.max(fraction, 0), 1) * (VIRIDIS.length - 1);
    const i = Math.min(Math.floor(position), VIRIDIS.length - 2);
    return VIRIDIS[i].map((a, k) => Math.round(a + (position - i) * (VIRIDIS[i + 1][k] - a)));
  }

  /* Widths, dashes and markers are decided where the description is written, colours here. */
  function dress(layers) {
    for (const layer of layers) {
      layer.colour = layer.series !== undefined ? `var(--s${layer.series % SERIES})`
        : layer.ink === "strong" ? "var(--text)" : "var(--quiet)";
      layer.dash = layer.dash?.join(",") ?? null;
      layer.legendDash = layer.legend_dash?.join(",") ?? "";
    }
  }
  const points = (layer) => layer.x.map((x, i) => ({ x, y: layer.y[i], layer: layer.label }));
  /* What the mouse finds: the points of a layer, its bars at several heights. */
  function hovered(layer) {
    switch (layer.type) {
      case "line": case "points": case "stems":
        return points(layer);
      case "histogram":
        return layer.heights.flatMap((y, i) => {
          const [from, to] = [layer.edges[i], layer.edges[i + 1]];
          const bar = { x: (from + to) / 2, y, at: `${number(from)} to ${number(to)}`, layer: layer.label };
          return [1, 0.8, 0.6, 0.4, 0.2].map((part) => ({ ...bar, found: part * y }));
        });
      default:
        return [];
    }
  }
  const found = (point) => point.found ?? point.y;
  const isolated = (y) => y.every((v, i) => i === 0 || v === null || y[i - 1] === null);

  /* A grid as one image, sampled in the space of the axes. */
  function gridMark(spec, layer, colour) {
    return (index, scales, channels, dimensions) => {
      const { marginLeft, marginTop, width, height, marginRight, marginBottom } = dimensions;
      const w = Math.max(1, Math.round(width - marginLeft - marginRight));
      const h = Math.max(1, Math.round(height - marginTop - marginBottom));
      const canvas = document.createElement("canvas");
      canvas.width = w;
      canvas.height = h;
      const context = canvas.getContext("2d");
      const image = context.createImageData(w, h);
      const at = (axis, t) => axis.scale === "log"
        ? Math.exp(Math.log(axis.low) + t * Math.log(axis.high / axis.low)) : axis.low + t * (axis.high - axis.low);
      const cell = (edges, v) => {
        if (!(v >= edges[0] && v <= edges[edges.length - 1])) return -1;
        let a = 0;
        let b = edges.length - 1;
        while (b - a > 1) { const m = (a + b) >> 1; if (edges[m] <= v) a = m; else b = m; }
        return a;
      };
      const columns = Array.from({ length: w }, (_, i) => cell(layer.x, at(spec.x, (i + 0.5) / w)));
      for (let j = 0; j < h; j++) {
        const row = cell(layer.y, at(spec.y, 1 - (j + 0.5) / h));
        if (row < 0) continue;
        for (let i = 0; i < w; i++) {
          const c = columns[i] < 0 ? null : colour(layer.z[row][columns[i]]);
          if (c) image.data.set([c[0], c[1], c[2], 255], 4 * (j * w + i));
        }
      }
      context.putImageData(image, 0, 0);
      const element = document.createElementNS("http://www.w3.org/2000/svg", "image");
      element.setAttribute("x", marginLeft);
      element.setAttribute("y", marginTop);
      element.setAttribute("width", w);
      element.setAttribute("height", h);
      element.setAttribute("preserveAspectRatio", "none");
      element.setAttribute("href", canvas.toDataURL());
      return element;
    };
  }
  const fraction = (layer, v) => v === null ? NaN : layer.scale === "log"
    ? Math.log(v / layer.low) / Math.log(layer.high / layer.low) : (v - layer.low) / (layer.high - layer.low);

  function marks(spec, layer) {
    const { colour, dash } = layer;
    const bottom = spec.y.scale === "log" ? spec.y.low : 0;
    switch (layer.type) {
      case "line": {
        const data = points(layer);
        if (isolated(layer.y)) return [Plot.dot(data, { x: "x", y: "y", fill: colour, r: LARGE })];
        const line = Plot.line(data, {
          x: "x", y: "y", stroke: colour, strokeWidth: layer.width, strokeDasharray: dash,
          strokeLinejoin: "round", strokeLinecap: dash ? "butt" : "round", clip: true,
        });
        const marked = (layer.marked ?? []).map((i) => data[i]);
        return marked.length
          ? [line, Plot.dot(marked, { x: "x", y: "y", fill: colour, symbol: layer.marker, r: LARGE, clip: true })] : [line];
      }
      case "points": {
        const data = points(layer).map((p, i) => ({ ...p, s: layer.spread.length ? layer.spread[i] : 0 }));
        const bars = Plot.ruleX(data.filter((d) => d.y !== null), {
          x: "x", y1: (d) => spec.y.scale === "log" && d.y - d.s <= 0 ? d.y : d.y - d.s, y2: (d) => d.y + d.s,
          stroke: colour, strokeOpacity: 0.65, clip: true,
        });
        const dots = Plot.dot(data, { x: "x", y: "y", fill: colour, symbol: layer.marker, r: SMALL });
        return layer.spread.length ? [bars, dots] : [dots];
      }
      case "band":
        return [Plot.areaY(layer.x.map((x, i) => ({ x, low: layer.low[i], high: layer.high[i] })), {
          x: "x", y1: (d) => spec.y.scale === "log" && d.low <= 0 ? spec.y.low : d.low, y2: "high",
          fill: colour, fillOpacity: 0.24, clip: true,
        })];
      case "histogram":
        return [Plot.rectY(layer.heights.map((h, i) => ({ h, a: layer.edges[i], b: layer.edges[i + 1] })), {
          x1: "a", x2: "b", y1: bottom, y2: "h", fill: colour, fillOpacity: 0.45, insetLeft: 0.5, insetRight: 0.5,
          clip: true,
        })];
      case "stems": {
        const data = points(layer).filter((d) => d.x !== null && d.y !== null);
        return [
          Plot.ruleX(data, { x: "x", y1: bottom, y2: "y", stroke: colour, strokeWidth: 2, clip: true }),
          Plot.dot(data, { x: "x", y: "y", fill: colour, r: LARGE }),
        ];
      }
      case "heat_map":
        return [gridMark(spec, layer, (v) => {
          const t = fraction(layer, v);
          return Number.isNaN(t) ? null : shade(t);
        })];
      case "regions": {
        const tints = Array.from({ length: TINTS }, (_, i) => rgb(css(`--t${i}`)));
        return [gridMark(spec, layer, (v) => v < 0 ? null : tints[v % TINTS])];
      }
      case "contours":
        return layer.lines.flatMap(({ name, named, x, y }) => [
          Plot.line(x.map((v, i) => [v, y[i]]), { stroke: colour, strokeWidth: 1.2, clip: true }),
          named < 0 ? null : Plot.text([named], {
            x: (i) => x[i], y: (i) => y[i], text: () => name, fill: colour,
            stroke: "var(--background)", strokeWidth: 4,
          }),
        ]);
      case "guide":
        return [layer.direction === "horizontal"
          ? Plot.ruleY([layer.at], { stroke: colour, strokeDasharray: dash })
          : Plot.ruleX([layer.at], { stroke: colour, strokeDasharray: dash })];
      default:
        throw new Error(`unknown layer ${layer.type}`);
    }
  }

  function axis(described, room) {
    const domain = [described.low, described.high];
    return described.scale === "log"
      ? { type: "log", domain, ticks: logTicks(domain, room), tickFormat: logTick }
      : { type: "linear", domain, ticks: room };
  }

  function draw(chart) {
    const { spec, holder } = chart;
    const width = Math.max(240, holder.clientWidth || 800);
    const shown = spec.layers.filter((layer) => !layer.hidden);
    const hover = shown.flatMap(hovered).filter((p) => p.x !== null && p.y !== null);
    const x = axis(spec.x, width / 90);
    const y = axis(spec.y, 8);
    const isGrid = spec.layers.some((l) => l.type === "heat_map" || l.type === "regions");
    const svg = Plot.plot({
      width, height: HEIGHT, marginLeft: 66, marginBottom: 48, marginRight: 24, marginTop: 14,
      style: { fontSize: "13px", background: "none", overflow: "visible" },
      x: { type: x.type, domain: x.domain }, y: { type: y.type, domain: y.domain },
      marks: [
        isGrid ? null : Plot.gridX({ ticks: x.ticks, stroke: "var(--line)", strokeOpacity: 1 }),
        isGrid ? null : Plot.gridY({ ticks: y.ticks, stroke: "var(--line)", strokeOpacity: 1 }),
        ...shown.flatMap((layer) => marks(spec, layer)),
        Plot.frame({ stroke: "var(--quiet)" }),
        Plot.axisX({ ticks: x.ticks, tickFormat: x.tickFormat, label: null }),
        Plot.axisY({ ticks: y.ticks, tickFormat: y.tickFormat, label: null }),
        Plot.text([spec.x.label], { frameAnchor: "bottom", dy: 38, fontSize: 14, text: (d) => d }),
        Plot.text([spec.y.label], { frameAnchor: "left", dx: -52, rotate: -90, fontSize: 14, textAnchor: "middle", text: (d) => d }),
        hover.length ? Plot.tip(hover, Plot.pointer({
          x: "x", y: "y", py: found, maxRadius: REACH, fill: "var(--background)", stroke: "var(--line)",
          title: (d) => `${d.layer ? plain(d.layer) + "\n" : ""}${plain(spec.x.label)}: ${d.at ?? number(d.x)}\n${plain(spec.y.label)}: ${number(d.y)}`,
        })) : null,
        hover.length ? Plot.dot(hover, Plot.pointer({ x: "x", y: "y", py: found, maxRadius: REACH, r: 4, stroke: "var(--text)" })) : null,
      ],
    });
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", holder.dataset.summary);
    enrichSvg(svg);
    holder.replaceChildren(svg);
    if (hover.length) walk(svg, shown.map(hovered).filter((series) => series.length));
  }

  /* Arrow keys lead the tip along a series, and up and down to another one. */
  function walk(svg, series) {
    let [row, column] = [0, -1];
    svg.setAttribute("tabindex", "0");
    svg.addEventListener("keydown", (event) => {
      const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      if (event.key === "Escape") leave();
      if (!step) return;
      event.preventDefault();
      row = (row + step[0] + series.length) % series.length;
      const stride = Math.max(1, Math.round(series[row].length / 100));
      column = Math.min(Math.max(column + step[1] * stride, 0), series[row].length - 1);
      while (series[row][column]?.y === null && series[row][column + (step[1] || 1)]) column += step[1] || 1;
      const point = series[row][column];
      if (point.x === null || point.y === null) return;
      const box = svg.getBoundingClientRect();
      const shrunk = box.width / svg.viewBox.baseVal.width;
      svg.dispatchEvent(new PointerEvent("pointermove", {
        bubbles: true, pointerType: "mouse",
        clientX: box.left + shrunk * svg.scale("x").apply(point.x),
        clientY: box.top + shrunk * svg.scale("y").apply(found(point)),
      }));
      const lines = svg.querySelector("[aria-label=tip] text")?.children ?? [];
      said.textContent = [...lines].map((line) => line.textContent.replace("\u200b", "")).join(", ");
    });
    const leave = () => svg.dispatchEvent(new PointerEvent("pointerleave", { pointerType: "mouse" }));
    svg.addEventListener("blur", leave);
  }
  const said = document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status");
  document.body.append(said);

  function swatch(layer) {
    const { type, colour, legendDash } = layer;
    const mark = layer.marker ? `<path transform="translate(13 6)" d="${SYMBOLS[layer.marker]}" fill="${colour}"/>` : "";
    const inside = type === "points" ? mark
      : type === "stems" ? `<path d="M13 12V3" stroke="${colour}" stroke-width="2"/><circle cx="13" cy="4" r="4" fill="${colour}"/>`
      : type === "band" || type === "histogram"
        ? `<rect x="6" width="14" height="12" fill="${colour}" fill-opacity=".4"/>`
        : `<line x1="0" x2="26" y1="6" y2="6" stroke="${colour}" stroke-width="2" stroke-dasharray="${legendDash}"/>${mark}`;
    return `<svg viewBox="0 0 26 12" aria-hidden="true">${inside}</svg>`;
  }

  function legend(chart, figure) {
    const box = document.createElement("div");
    box.className = "legend";
    for (const layer of chart.spec.layers) {
      if (layer.type === "regions") {
        layer.present.forEach((i) => {
          const entry = document.createElement("button");
          entry.disabled = true;
          entry.innerHTML = `<svg viewBox="0 0 26 12" aria-hidden="true"><rect x="6" width="14" height="12" fill="var(--t${i % TINTS})"/></svg><span></span>`;
          setRichText(entry.lastChild, layer.names[i]);
          box.append(entry);
        });
      } else if (layer.type === "heat_map") {
        figure.append(colourBar(layer));
      } else if (layer.label) {
        const entry = document.createElement("button");
        entry.type = "button";
        entry.title = "show or hide";
        entry.setAttribute("aria-pressed", "true");
        entry.innerHTML = `${swatch(layer)}<span></span>`;
        setRichText(entry.lastChild, layer.label);
        entry.addEventListener("click", () => {
          layer.hidden = !layer.hidden;
          entry.setAttribute("aria-pressed", String(!layer.hidden));
          draw(chart);
        });
        box.append(entry);
      }
    }
    if (box.childElementCount) figure.append(box);
  }

  function colourBar(layer) {
    const bar = document.createElement("div");
    bar.className = "bar";
    const canvas = document.createElement("canvas");
    canvas.width = 256;
    canvas.height = 1;
    const context = canvas.getContext("2d");
    for (let i = 0; i < 256; i++) {
      context.fillStyle = `rgb(${shade(i / 255).join(",")})`;
      context.fillRect(i, 0, 1, 1);
    }
    const ends = [document.createElement("span"), document.createElement("span"), document.createElement("span")];
    ends[0].textContent = number(layer.low);
    ends[1].textContent = number(layer.high);
    setRichText(ends[2], layer.label + (layer.scale === "log" ? ", logarithmic" : ""));
    bar.append(ends[0], canvas, ends[1], ends[2]);
    return bar;
  }

  const charts = [...document.querySelectorAll("figure[data-chart]")].map((figure) => {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    dress(spec.layers);
    const chart = { spec, holder: figure.querySelector(".plot") };
    setRichText(figure.querySelector("figcaption"), spec.title);
    legend(chart, figure);
    return chart;
  });
  function drawAll() { charts.forEach(draw); }
  drawAll();

  /* Paper is white. */
  let onScreen;
  addEventListener("beforeprint", () => { onScreen = root.getAttribute("data-theme"); setTheme(false); drawAll(); });
  addEventListener("afterprint", () => { setTheme(onScreen === "dark"); drawAll(); });

  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; drawAll(); } });
  document.querySelector(".theme").addEventListener("click", () => {
    setTheme(root.getAttribute("data-theme") !== "dark");
    drawAll();
  });
})();
