using System.Globalization;
using System.Text;
using Slipway.Runtime.Onnx.Inspection;

namespace Slipway.Runtime.Server.Commands;

/// <summary>An inspection for people.</summary>
internal static class InspectionText
{
    private const int OperatorsShown = 12;

    /// <summary>A few lines.</summary>
    public static string Write(ModelInspection inspection)
    {
        var summary = inspection.Summary;
        var text = new StringBuilder();
        Line(text, "Written by", summary.Producer.Length == 0 ? "unknown" : summary.Producer);
        Line(text, "Format", $"IR {summary.IrVersion}, opset {string.Join(", ", summary.Opsets.Select(opset => $"{opset.Key} {opset.Value}"))}");
        foreach (var input in summary.Inputs)
            Line(text, "Input", $"{input.Name} {input}");
        foreach (var output in summary.Outputs)
            Line(text, "Output", $"{output.Name} {output}");
        Line(text, "Parameters", summary.Parameters.ToString("N0", CultureInfo.InvariantCulture));
        Line(text, "Weights", Size(summary.WeightBytes));
        foreach (var file in summary.ExternalTensors.Select(tensor => tensor.Location).Distinct())
            Line(text, "External data", file);
        Line(text, "Operators", Operators(summary));
        foreach (var problem in inspection.Problems)
            Line(text, "Refused", problem);
        return text.ToString().TrimEnd();
    }

    private static void Line(StringBuilder text, string label, string value) => text.Append(label.PadRight(15)).AppendLine(value);

    private static string Operators(ModelSummary summary)
    {
        var used = summary.Operators.OrderByDescending(entry => entry.Value).Select(entry => $"{entry.Key} ×{entry.Value}").ToList();
        var more = used.Count > OperatorsShown ? $" and {used.Count - OperatorsShown} more" : string.Empty;
        return string.Join(", ", used.Take(OperatorsShown)) + more;
    }

    private static string Size(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F1} KiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):F1} MiB");
}
