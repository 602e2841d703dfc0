/** What the pages have in common: figures as the tables of the terminal show them. */
const page = (() => {
  "use strict";
  const scaled = (figure, units, space) => {
    let unit = 0;
    while (figure >= 999.5 && unit < units.length - 1) {
      figure /= 1000;
      unit++;
    }
    const decimals = figure < 9.995 ? 2 : figure < 99.95 ? 1 : 0;
    return figure.toFixed(decimals) + space + units[unit];
  };
  const time = (nanos) =>
    nanos < 1000 ? nanos + " ns" : scaled(nanos, ["ns", "µs", "ms", "s"], " ");
  const decade = (nanos) =>
    nanos < 1e3 ? nanos + " ns" : nanos < 1e6 ? nanos / 1e3 + " µs" :
    nanos < 1e9 ? nanos / 1e6 + " ms" : nanos / 1e9 + " s";
  const ratio = (figure) => scaled(figure, ["", "k", "M", "G"], "") + "×";

  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  /** The header of a row: a name, and what it stands for. */
  const rowHeader = (name, description) => {
    const made = element("th", name);
    made.scope = "row";
    made.append(element("small", description));
    return made;
  };

  return { time, decade, ratio, element, rowHeader };
})();
