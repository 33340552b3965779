using System.Globalization;
using System.Text;

namespace Slipway.Tests.Support.Plots;

/// <summary>What happened over time, as SVG: panels above each other over one axis of minutes.</summary>
public static class TimePlot
{
    private const double Width = 1000;
    private const double PanelHeight = 180;
    private const double Left = 60;
    private const double Right = 20;
    private const double Top = 30;
    private const double Bottom = 25;

    /// <summary>The whole picture.</summary>
    /// <exception cref="ArgumentException">No line has a point.</exception>
    public static string Draw(string title, IReadOnlyList<PlotPanel> panels)
    {
        var points = panels.SelectMany(panel => panel.Lines).SelectMany(line => line.Points).ToList();
        if (points.Count == 0)
            throw new ArgumentException("There is nothing to draw.", nameof(panels));
        var seconds = Math.Max(1, points.Max(point => point.Second));
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{30 + (panels.Count * PanelHeight)}\" font-family=\"sans-serif\" font-size=\"11\">");
        Line(svg, $"<rect width=\"100%\" height=\"100%\" fill=\"white\"/><text x=\"{Left}\" y=\"20\" font-size=\"14\">{title}</text>");
        for (var index = 0; index < panels.Count; index++)
            Panel(svg, panels[index], 30 + (index * PanelHeight), seconds);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, PlotPanel panel, double top, double seconds)
    {
        var most = Math.Max(1e-9, panel.Lines.SelectMany(line => line.Points).Select(point => point.Value).DefaultIfEmpty().Max());
        var (floor, height) = (top + PanelHeight - Bottom, PanelHeight - Top - Bottom);
        double X(double second) => Left + (second / seconds * (Width - Left - Right));
        double Y(double value) => floor - (value / most * height);

        Line(svg, $"<path d=\"M{Left} {top + Top}V{floor}H{Width - Right}\" stroke=\"#444\" fill=\"none\"/>");
        Line(svg, $"<text x=\"{Left}\" y=\"{top + Top - 8}\">{panel.Title}</text>");
        foreach (var part in new[] { 0, 0.5, 1 })
            Line(svg, $"<text x=\"{Left - 6}\" y=\"{Y(part * most) + 4:0.0}\" text-anchor=\"end\">{part * most:0.##}</text>");
        for (var minute = 0.0; minute <= seconds / 60; minute += Step(seconds / 60))
            Line(svg, $"<text x=\"{X(60 * minute):0.0}\" y=\"{floor + 15}\" text-anchor=\"middle\">{minute:0.#} min</text>");
        var legend = Left + 220;
        foreach (var line in panel.Lines)
        {
            Line(svg, $"<text x=\"{legend}\" y=\"{top + Top - 8}\" fill=\"{line.Colour}\">{line.Name}</text>");
            legend += 120;
            Line(svg, $"<polyline fill=\"none\" stroke=\"{line.Colour}\" points=\"{string.Join(' ', line.Points.Select(point => Text($"{X(point.Second):0.0},{Y(point.Value):0.0}")))}\"/>");
        }
    }

    private static double Step(double minutes) => new[] { 0.5, 1, 2, 5, 10, 30 }.First(step => minutes / step <= 12 || step >= 30);

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(Text(text)).Append('\n');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
