using System.Globalization;
using System.Runtime.InteropServices;

namespace Slipway.Planning.Autoscaling;

/// <summary>The figures behind a decision.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ScaleFacts
{
    public ScaleCauses Causes { get; init; }

    /// <summary>What the demand alone asks for.</summary>
    public int Need { get; init; }

    /// <summary>What there would be without limits: the need, and what is held in case.</summary>
    public int Wanted { get; init; }

    /// <summary>Slots that requests take.</summary>
    public double Load { get; init; }

    public int Queued { get; init; }

    public double ServiceSeconds { get; init; }

    public double StartUpSeconds { get; init; }

    public int SilentGateways { get; init; }

    /// <summary>In words, the most important first.</summary>
    public IReadOnlyList<string> Describe()
    {
        var reasons = new List<string>();
        if (Causes.HasFlag(ScaleCauses.NoReports))
            reasons.Add("no gateway reports: nothing is changed");
        else
            reasons.Add(Need == 0 ? "need 0: no requests" : DescribeNeed());
        foreach (var (cause, text) in Texts)
        {
            if (Causes.HasFlag(cause))
                reasons.Add(text);
        }

        if (Causes.HasFlag(ScaleCauses.SilentGateways))
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{SilentGateways} gateways do not report: none goes"));
        return reasons;
    }

    private string DescribeNeed() => string.Create(
        CultureInfo.InvariantCulture,
        $"need {Need}: {Load:0.#} busy{Waiting()} at {ServiceSeconds:0.###} s, cold start {StartUpSeconds:0} s");

    private string Waiting() => Queued > 0 ? string.Create(CultureInfo.InvariantCulture, $" + {Queued} queued") : "";

    private static readonly (ScaleCauses Cause, string Text)[] Texts =
    [
        (ScaleCauses.Quota, "limited by the quota, or by models that go first"),
        (ScaleCauses.NoNode, "limited by nodes: replicas wait for one"),
        (ScaleCauses.Maximum, "limited by maxReplicas"),
        (ScaleCauses.GrowthLimit, "limited by maxScaleUpPerMinute"),
        (ScaleCauses.Rollout, "kept for the rollout"),
        (ScaleCauses.Schedule, "asked for by a schedule"),
        (ScaleCauses.Minimum, "asked for by minReplicas"),
        (ScaleCauses.Activation, "asked for by activationReplicas"),
        (ScaleCauses.Backlog, "more than the load needs, to catch up with the queue"),
        (ScaleCauses.Rising, "the load rises steadily"),
        (ScaleCauses.Expected, "needed regularly at this time"),
        (ScaleCauses.Held, "held: more were needed a while ago"),
        (ScaleCauses.Idle, "held: not idle for long enough"),
        (ScaleCauses.Starting, "none goes while others start"),
        (ScaleCauses.Queue, "none goes while requests wait"),
        (ScaleCauses.Restarted, "none goes yet: the operator has just started"),
        (ScaleCauses.Stepwise, "going down step by step"),
    ];
}
