// What report.js uses of Observable Plot.
export { plot, areaY, dot, frame, gridX, gridY, line, pointer, rectY, ruleX, ruleY, text, tip, axisX, axisY } from "@observablehq/plot";
