(() => {
  "use strict";
  const report = JSON.parse(document.getElementById("data").textContent);
  const { time, decade, ratio, element, rowHeader } = page;
  const rows = report.rows;
  const inPlace = new Set(["none", "trivial", "trash-queue-later"]);

  const find = (strategy) => rows.find((row) => row.strategy === strategy);

  const sayFinding = () => {
    const place = document.getElementById("finding");
    if (report.partial) {
      place.append(element("strong", "Partial: it ended before all strategies were measured. "));
    }
    const inline = find("none");
    const trash = find("trash-thread");
    if (!inline || !trash) return;
    place.append(
      "Released in place: ", element("b", time(inline.medianNanos)),
      ". Handed to a trash thread: ", element("b", time(trash.medianNanos)), ".");
  };

  const sayAbout = () => {
    const { machine } = report;
    document.getElementById("about").textContent =
      `${report.size.toLocaleString("en")} ${report.unit}; ` +
      `${report.runs} warm runs for each strategy and ${report.coldRuns} cold ones, each of these ` +
      `in a JVM of its own`;
    document.getElementById("machine").textContent =
      `${machine.cores} cores · ${machine.os} · ${machine.jdk} · ${machine.date} · ` +
      `an empty measurement takes ${time(report.floorNanos)}`;
  };

  const colorOf = (strategy) =>
    inPlace.has(strategy) ? "in-place" : strategy === "leak" ? "leaked" : "handed";

  const threads = (names) =>
    names.length === 0 ? "–" : names.length === 1 ? names[0] : `${names[0]} … ${names.at(-1)}`;

  const fillTable = () => {
    const body = document.querySelector("#table tbody");
    for (const row of rows) {
      const line = document.createElement("tr");
      line.append(
        rowHeader(row.label, row.description),
        element("td", time(row.coldNanos)),
        element("td", time(row.medianNanos), "median"),
        element("td", time(row.worstNanos)),
        element("td", row.timesFaster == null ? "–" : ratio(row.timesFaster)),
        element("td", row.cleanUpNanos == null ? "–" : time(row.cleanUpNanos)),
        element("td", threads(row.cleanUpThreads), "words"));
      body.append(line);
    }
  };

  /** A clock may tick too slowly to see anything, and a logarithmic scale has no place for 0. */
  const shown = (nanos) => Math.max(1, nanos);

  const range = () => {
    const figures = rows.flatMap((row) => [row.coldNanos, row.medianNanos, row.worstNanos]);
    const least = shown(Math.min(...figures));
    // A bar begins at the least decade, and one that ended there would have no length.
    return {
      min: 10 ** (Math.ceil(Math.log10(least)) - 1),
      max: 10 ** Math.ceil(Math.log10(Math.max(...figures) + 1)),
    };
  };

  const axis = (data, look) =>
    ({ type: "category", inverse: true, axisTick: { show: false }, data, ...look });

  const options = () => {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue("--" + name).trim();
    const font = getComputedStyle(document.body).fontFamily;
    const narrow = document.getElementById("chart").clientWidth < 560;
    return {
      animation: false,
      textStyle: { fontFamily: font, color: color("ink") },
      grid: { left: narrow ? 136 : 166, right: 80, top: 8, bottom: 28 },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "none" },
        backgroundColor: color("paper"),
        borderColor: color("line"),
        textStyle: { color: color("ink") },
        formatter: (hits) => {
          const row = rows[hits[0].dataIndex];
          return `<b>${row.label}</b><br>cold ${time(row.coldNanos)}` +
            `<br>median ${time(row.medianNanos)}<br>worst ${time(row.worstNanos)}`;
        },
      },
      xAxis: {
        type: "log",
        ...range(),
        splitNumber: narrow ? 3 : 8,
        axisLabel: { formatter: decade, color: color("faint"), fontSize: 12, hideOverlap: true },
        splitLine: { lineStyle: { color: color("line") } },
      },
      yAxis: [
        axis(rows.map((row) => row.label), {
          axisLabel: { color: color("ink"), fontSize: narrow ? 11 : 13, interval: 0, margin: 12 },
          axisLine: { lineStyle: { color: color("faint") } },
        }),
        axis(rows.map((row) => time(row.medianNanos)), {
          axisLabel: { color: color("ink"), fontSize: 13, fontWeight: 600, interval: 0 },
          axisLine: { show: false },
        }),
      ],
      series: [
        {
          type: "bar",
          barWidth: 16,
          data: rows.map((row) => ({
            value: shown(row.medianNanos),
            itemStyle: {
              color: color(colorOf(row.strategy)),
              borderRadius: [0, 3, 3, 0],
            },
          })),
        },
        {
          type: "scatter",
          symbol: "rect",
          symbolSize: [3, 16],
          itemStyle: { color: color("ink"), opacity: 1 },
          data: rows.map((row) => shown(row.worstNanos)),
        },
        {
          type: "scatter",
          symbol: "diamond",
          symbolSize: 13,
          itemStyle: {
            color: color("paper"), borderColor: color("cold"), borderWidth: 2, opacity: 1,
          },
          data: rows.map((row) => shown(row.coldNanos)),
        },
      ],
    };
  };

  const draw = () => {
    const place = document.getElementById("chart");
    place.style.height = rows.length * 38 + 36 + "px";
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
  draw();
})();
