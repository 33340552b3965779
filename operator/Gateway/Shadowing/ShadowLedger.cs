using Slipway.Api.Demand;
using Slipway.Gateway.Shadowing.Comparison;

namespace Slipway.Gateway.Shadowing;

/// <summary>What copies to one version came to.</summary>
internal sealed class ShadowLedger
{
    private const int WorstKept = 5;

    private const int LongestName = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<string, OutputDifference> worst = new(StringComparer.Ordinal);
    private long compared;
    private long mismatched;
    private long failed;
    private long dropped;
    private long stamp;

    /// <summary>A new trial begins: differences of the one before are forgotten. Counters never fall.</summary>
    public void Begin()
    {
        lock (gate)
        {
            worst.Clear();
            stamp++;
        }
    }

    /// <summary>A copy was answered.</summary>
    /// <param name="requestId">Names the request.</param>
    /// <param name="deltas">How its answer differs; none: it does not, or is not compared.</param>
    public void Answered(string requestId, IReadOnlyList<OutputDelta> deltas)
    {
        lock (gate)
        {
            compared++;
            stamp++;
            if (deltas.Count > 0)
                mismatched++;
            foreach (var delta in deltas)
                Note(requestId, delta);
        }
    }

    public void Failed()
    {
        lock (gate)
        {
            failed++;
            stamp++;
        }
    }

    public void Dropped()
    {
        lock (gate)
        {
            dropped++;
            stamp++;
        }
    }

    /// <summary>Null: there was none.</summary>
    public (ShadowDemand? Demand, long Stamp) Snapshot()
    {
        lock (gate)
        {
            if (compared + failed + dropped == 0)
                return (null, stamp);
            var demand = new ShadowDemand { Compared = compared, Mismatched = mismatched, Failed = failed, Dropped = dropped, Worst = [.. worst.Values.OrderDescending(OutputDifference.ByWeight)] };
            return (demand, stamp);
        }
    }

    private void Note(string requestId, OutputDelta delta)
    {
        var name = Printable(delta.Output);
        var next = new OutputDifference(requestId, name, delta.MaxAbsolute, delta.MismatchPercent, Note: delta.Note);
        if (worst.TryGetValue(name, out var known))
        {
            worst[name] = (OutputDifference.ByWeight.Compare(next, known) > 0 ? next : known) with { Answers = known.Answers + 1 };
            return;
        }
        worst[name] = next;
        if (worst.Count > WorstKept)
            worst.Remove(worst.Values.Order(OutputDifference.ByWeight).First().Output);
    }

    // Names come from the model, and go into texts for people.
    private static string Printable(string name)
    {
        var clean = string.Concat(name.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));
        return clean.Length <= LongestName ? clean : $"{clean[..(LongestName - 1)]}…";
    }
}
