using System.Globalization;
using System.Text.Json.Serialization;

namespace Slipway.Api.Demand;

/// <summary>How far two answers to the same request were apart in one output.</summary>
/// <param name="RequestId">Names the request in both versions' logs.</param>
/// <param name="Output">Name of the output; empty: it is about the answer as a whole.</param>
/// <param name="MaxAbsolute">The largest absolute difference of two numbers outside the tolerances; 0: texts, or no numbers to compare.
/// <see cref="double.MaxValue"/>: no bound, as between NaN and a number.</param>
/// <param name="MismatchPercent">How many of its elements are outside the tolerances.</param>
/// <param name="Answers">Counter: answers in which this output differed.</param>
/// <param name="Note">What differs where elements cannot be compared: datatype, shape, a missing or new output; null: they can.</param>
public sealed record OutputDifference(string RequestId, string Output, double MaxAbsolute, double MismatchPercent, long Answers = 1, string? Note = null)
{
    /// <summary>Worse ones are larger: what cannot be compared, then the larger difference, then more elements.</summary>
    public static IComparer<OutputDifference> ByWeight { get; } = Comparer<OutputDifference>.Create((one, other) =>
        (one.Note is not null, one.MaxAbsolute, one.MismatchPercent).CompareTo((other.Note is not null, other.MaxAbsolute, other.MismatchPercent)));

    /// <summary>For people, with numbers only.</summary>
    [JsonIgnore]
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Subject} {What} in {Answers} {(Answers == 1 ? "answer" : "answers")} (request {RequestId})");

    private string Subject => Output.Length == 0 ? "the answer" : $"output {Output}";

    private string What => Note ?? (MaxAbsolute switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"differs at {MismatchPercent:0.##} % of its elements"),
        double.MaxValue => string.Create(CultureInfo.InvariantCulture, $"differs without bound, as NaN from a number, at {MismatchPercent:0.##} % of its elements"),
        _ => string.Create(CultureInfo.InvariantCulture, $"differs by up to {MaxAbsolute:G3} at {MismatchPercent:0.##} % of its elements"),
    });
}
