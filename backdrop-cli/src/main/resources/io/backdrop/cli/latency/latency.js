(() => {
  "use strict";
  const report = JSON.parse(document.getElementById("data").textContent);
  const { time, decade, ratio, element, rowHeader } = page;
  const { plan, rows } = report;

  const HEIGHT = 64;
  const GAP = 36;
  const BOTTOM = 28;
  /** More than that are closer to each other than can be seen. */
  const MOST_POINTS = 200;

  const released = rows.filter((row) => row.strategy !== "leak");
  const find = (strategy) => rows.find((row) => row.strategy === strategy);
  const count = (figure) => Math.round(figure).toLocaleString("en");
  const second = (nanos) => nanos / 1e9;
  /** What is drawn: one run shows when it happens, which no median would. */
  const drawn = (row) => row.runs[0];
  const kind = (row) =>
    row.strategy === "inline" ? "in-place" : row.strategy === "leak" ? "leaked" : "handed";

  const sayFinding = () => {
    const place = document.getElementById("finding");
    if (report.partial) place.append(element("strong", "Partial: it ended before all was measured. "));
    const inline = find("inline");
    const trash = find("trash-thread");
    const leak = find("leak");
    if (!inline || !trash || !leak) return;
    place.append(
      "The longest wait for an answer, released in place: ",
      element("b", time(inline.median.maxNanos)),
      "; by a trash thread: ", element("b", time(trash.median.maxNanos)),
      "; never released: ", element("b", time(leak.median.maxNanos)), ".");
  };

  const sayAbout = () => {
    const { machine } = report;
    document.getElementById("about").textContent =
      `${count(plan.entries)} ${report.unit}, replaced every ${time(plan.swapEveryNanos)}; ` +
      (plan.rate === 0 ? "as many requests as are answered" : `${count(plan.rate)} requests a second`) +
      ` for ${time(plan.nanos)}; request threads: ` +
      `${plan.servers}${plan.servers > 1 ? ", each with its own requests" : ""}; each strategy has a JVM of its own` +
      (report.repeat > 1 ? `, ${report.repeat} times; all figures are medians` : "");
    document.getElementById("machine").textContent =
      `${machine.cores} cores · ${machine.os} · ${machine.jdk} · ${machine.date}`;
    document.getElementById("jvm").textContent = report.jvmOptions.join(" ");
  };

  const fillTable = () => {
    const body = document.querySelector("#table tbody");
    const cell = (figure) => element("td", figure == null ? "–" : ratio(figure));
    for (const row of rows) {
      const { median } = row;
      const line = document.createElement("tr");
      line.append(
        rowHeader(row.label, row.description + (row.partial ? " (partial)" : "")),
        element("td", time(median.p50Nanos)),
        element("td", time(median.p99Nanos)),
        element("td", time(median.p999Nanos)),
        element("td", time(median.maxNanos), "median"),
        cell(row.p999ToLeak),
        cell(row.maxToLeak),
        element("td", count(median.requestsPerSecond)));
      body.append(line);
    }
  };

  const sayVerdicts = () => {
    const place = document.getElementById("verdicts");
    for (const { goal, ratio, judgement } of report.verdicts) {
      const verdict = element("li", `${goal}: ${ratio.toFixed(2)}×, `);
      verdict.append(element("b", judgement));
      place.append(verdict);
    }
  };

  const sayWhatCounts = () => {
    if (plan.rate !== 0) return;
    document.getElementById("counts").textContent =
      "of the answer alone: a request is due whenever a thread is free, so that a stall is one " +
      "late answer and no more";
  };

  const style = () => {
    const properties = getComputedStyle(document.documentElement);
    return (name) => properties.getPropertyValue("--" + name).trim();
  };

  /** Each is the largest of as many pieces of time as it stands for. */
  const points = (measured, figures, shown) => {
    const pieces = Math.ceil(figures.length / MOST_POINTS);
    const made = [];
    for (let end = pieces; end - pieces < figures.length; end += pieces) {
      const largest = Math.max(...figures.slice(end - pieces, end));
      made.push([second(Math.min(end, figures.length) * measured.bucketNanos), shown(largest)]);
    }
    return made;
  };

  /** A piece in which no request was due has none, and a logarithmic scale no place for it. */
  const latencies = (measured) =>
    points(measured, measured.worstNanos, (nanos) => (nanos > 0 ? nanos : null));

  const swaps = (measured) =>
    Array.from({ length: measured.swaps }, (_, i) => ({
      xAxis: second((i + 0.5) * plan.swapEveryNanos),
    }));

  const range = () => {
    const figures = rows.flatMap((row) => drawn(row).worstNanos.filter((nanos) => nanos > 0));
    const least = figures.reduce((one, other) => Math.min(one, other), 1e9);
    const most = figures.reduce((one, other) => Math.max(one, other), 1e3);
    return {
      min: 10 ** Math.floor(Math.log10(least)),
      max: 10 ** Math.ceil(Math.log10(most)),
    };
  };

  const base = (color) => ({
    animation: false,
    backgroundColor: color("paper"),
    textStyle: {
      fontFamily: getComputedStyle(document.body).fontFamily,
      color: color("ink"),
    },
  });

  const timeAxis = (color, look) => ({
    type: "value",
    min: 0,
    max: second(plan.nanos),
    axisLabel: { formatter: "{value} s", color: color("faint"), fontSize: 12 },
    axisLine: { lineStyle: { color: color("faint") } },
    splitLine: { show: false },
    ...look,
  });

  const latencyOptions = () => {
    const color = style();
    const top = (i) => GAP + i * (HEIGHT + GAP);
    return {
      ...base(color),
      title: rows.map((row, i) => ({
        text: row.label,
        left: 0,
        top: top(i) - GAP + 10,
        padding: 0,
        textStyle: { fontSize: 13, fontWeight: 600, color: color("ink") },
      })),
      grid: rows.map((_, i) => ({ left: 56, right: 16, top: top(i), height: HEIGHT })),
      xAxis: rows.map((_, i) =>
        timeAxis(color, {
          gridIndex: i,
          axisLabel: {
            show: i === rows.length - 1,
            formatter: "{value} s",
            color: color("faint"),
          },
        })),
      yAxis: rows.map((_, i) => ({
        type: "log",
        gridIndex: i,
        ...range(),
        splitNumber: 3,
        axisLabel: { formatter: decade, color: color("faint"), fontSize: 11, hideOverlap: true },
        splitLine: { lineStyle: { color: color("line") } },
      })),
      series: rows.map((row, i) => ({
        type: "line",
        name: row.label,
        xAxisIndex: i,
        yAxisIndex: i,
        step: "start",
        showSymbol: false,
        lineStyle: { width: 1, color: color(kind(row)) },
        areaStyle: { color: color(kind(row)), opacity: 0.35, origin: "start" },
        data: latencies(drawn(row)),
        markLine: {
          silent: true,
          symbol: "none",
          label: { show: false },
          lineStyle: { type: "dashed", width: 1, color: color("faint"), opacity: 0.5 },
          data: swaps(drawn(row)),
        },
      })),
    };
  };

  const backlogOptions = () => {
    const color = style();
    return {
      ...base(color),
      grid: { left: 84, right: 16, top: 56, bottom: BOTTOM },
      legend: { top: 0, left: 0, textStyle: { color: color("ink") } },
      tooltip: {
        trigger: "axis",
        backgroundColor: color("paper"),
        borderColor: color("line"),
        textStyle: { color: color("ink") },
        valueFormatter: (figure) => count(figure),
      },
      xAxis: timeAxis(color, {}),
      yAxis: {
        type: "value",
        min: 0,
        axisLabel: { formatter: count, color: color("faint"), fontSize: 12 },
        splitLine: { lineStyle: { color: color("line") } },
      },
      series: released.map((row) => ({
        type: "line",
        name: row.label,
        step: "start",
        showSymbol: false,
        lineStyle: { width: 1.5 },
        data: points(drawn(row), drawn(row).backlog, (parts) => parts),
      })),
    };
  };

  /** For who cannot see the chart. */
  const largest = (rows, figures, shown) =>
    rows.map((row) => {
      const most = figures(drawn(row)).reduce((one, other) => Math.max(one, other), 0);
      return `${row.label} ${shown(most)}`;
    }).join(", ");

  const draw = (id, height, options, label) => {
    const place = document.getElementById(id);
    place.setAttribute("aria-label", label);
    place.style.height = height + "px";
    const chart = echarts.init(place, null, { renderer: "svg" });
    const redraw = () => {
      chart.resize();
      chart.setOption(options());
    };
    redraw();
    addEventListener("resize", redraw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  };

  sayFinding();
  sayAbout();
  fillTable();
  sayVerdicts();
  sayWhatCounts();
  if (rows.length > 0) {
    draw("latency", rows.length * (HEIGHT + GAP) + BOTTOM, latencyOptions,
      "Latency over time. The longest: " + largest(rows, (run) => run.worstNanos, time));
    draw("backlog", 320, backlogOptions,
      "Backlog over time. The largest: " + largest(released, (run) => run.backlog, count));
  }
})();
