using System.Globalization;
using System.Text;
using Slipway.Simulator.Bounds;
using Slipway.Simulator.Engine;

namespace Slipway.Simulator.Reporting;

/// <summary>Late requests against replica hours, a panel for each start-up time, as SVG. Down and left is better.</summary>
internal static class ParetoPicture
{
    private const double Width = 380;

    private const double Height = 330;

    private const double Margin = 56;

    public static string Draw(IReadOnlyList<Result> results)
    {
        // The bound's hours, which are all there are, would squeeze everybody else into a corner.
        var summaries = Summary.Of(results).FindAll(summary => summary.Policy != FirstSightScaler.Title);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{3 * Width:0}\" height=\"{Height + 20:0}\" ");
        svg.Append("font-family=\"sans-serif\" font-size=\"11\"><rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        var index = 0;
        foreach (var panel in summaries.GroupBy(summary => summary.StartUpSeconds))
            Panel(svg, index++ * Width, panel.Key, [.. panel]);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, double left, double startUp, List<Summary> points)
    {
        var mostHours = 1.15 * points.Max(point => point.ReplicaHours);
        var leastHours = 0.8 * points.Min(point => point.ReplicaHours);
        var mostLate = 1.1 * points.Max(point => point.LatePercent);
        double X(double hours) => left + Margin + ((hours - leastHours) / (mostHours - leastHours) * (Width - Margin - 20));
        // The square root shows the small parts, which matter most.
        double Y(double late) => Height - 40 - (Math.Sqrt(late / mostLate) * (Height - 80));

        Line(svg, $"<text x=\"{left + (Width / 2):0}\" y=\"20\" text-anchor=\"middle\" font-size=\"13\">start-up {startUp:0} s</text>");
        Line(svg, $"<path d=\"M{left + Margin:0} 40V{Height - 40:0}H{left + Width - 15:0}\" stroke=\"#444\" fill=\"none\"/>");
        Line(svg, $"<text x=\"{left + (Width / 2):0}\" y=\"{Height:0}\" text-anchor=\"middle\">replica-hours (mean of the workloads)</text>");
        Line(svg, $"<text transform=\"translate({left + 14:0} {Height / 2:0}) rotate(-90)\" text-anchor=\"middle\">late requests, %</text>");
        foreach (var late in new[] { 0.5, 1, 2, 5, 10, 20, 40 }.Where(late => late < mostLate))
            Line(svg, $"<path d=\"M{left + Margin:0} {Y(late):0.0}h{Width - Margin - 15:0}\" stroke=\"#ddd\"/><text x=\"{left + Margin - 4:0}\" y=\"{Y(late) + 4:0.0}\" text-anchor=\"end\">{late}</text>");
        for (var hours = Math.Ceiling(leastHours / 10) * 10; hours < mostHours; hours += 10)
            Line(svg, $"<text x=\"{X(hours):0.0}\" y=\"{Height - 24:0}\" text-anchor=\"middle\">{hours:0}</text>");
        var ours = points.Where(IsOurs).OrderBy(point => point.ReplicaHours).ToList();
        Line(svg, $"<path d=\"M{string.Join('L', ours.Select(point => Text($"{X(point.ReplicaHours):0.0} {Y(point.LatePercent):0.0}")))}\" stroke=\"#0a6\" fill=\"none\"/>");
        foreach (var point in points)
        {
            var colour = IsOurs(point) ? "#0a6" : point.Policy.StartsWith("KPA", StringComparison.Ordinal) ? "#c33" : "#36c";
            var (x, y) = (X(point.ReplicaHours), Y(point.LatePercent));
            Line(svg, $"<circle cx=\"{x:0.0}\" cy=\"{y:0.0}\" r=\"4\" fill=\"{colour}\"/><text x=\"{x:0.0}\" y=\"{y - 7:0.0}\" text-anchor=\"middle\" fill=\"{colour}\">{point.Policy}</text>");
        }
    }

    private static bool IsOurs(Summary point) => point.Policy.StartsWith(Study.Ours, StringComparison.Ordinal);

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(Text(text)).Append('\n');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
