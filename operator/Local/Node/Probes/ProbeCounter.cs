namespace Slipway.Local.Node.Probes;

/// <summary>Turns answers into a verdict, which changes only after as many equal answers in a row as the thresholds say.</summary>
internal sealed class ProbeCounter(bool isHealthy, int successes, int failures)
{
    private int inRow;

    public bool IsHealthy { get; private set; } = isHealthy;

    /// <summary>Whether a failing streak has reached its threshold, also where the verdict was bad from the start.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Notes an answer; whether it changed the verdict.</summary>
    public bool Note(bool isWell)
    {
        inRow = inRow * (isWell ? 1 : -1) > 0 ? inRow + (isWell ? 1 : -1) : isWell ? 1 : -1;
        HasFailed |= -inRow >= failures;
        var verdict = inRow >= successes || (IsHealthy && -inRow < failures);
        var isNew = verdict != IsHealthy;
        IsHealthy = verdict;
        return isNew;
    }
}
