using System.Globalization;
using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Kubernetes.Models;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Rollouts;

/// <summary>A model at one moment: what is wanted of a person first, then how far the rollout is, versions with their shares, verdicts.</summary>
internal static class RolloutPicture
{
    private const int ShareWidth = 10;

    /// <param name="model">As it is.</param>
    /// <param name="now">For how long things have taken.</param>
    public static Rows Draw(ModelDeployment model, DateTimeOffset now)
    {
        var status = model.Status;
        var ready = ConditionList.Find(status.Conditions, ConditionTypes.Ready);
        var parts = new List<IRenderable> { Headline(model, ready) };
        if (ConditionList.Find(status.Conditions, ConditionTypes.Stalled) is { Status: "True" } stalled && stalled.Message != ready?.Message)
            parts.Add(new Text($"Stalled: {stalled.Reason}: {stalled.Message}", new Style(Color.Red)));
        if (RolloutBar.Of(status.Rollout, now) is { } bar)
            parts.Add(new Text(bar, new Style(Color.Blue)));
        if (status.Rollout?.BlockedBy is { } blocked)
            parts.Add(new Text($"Held up by: {blocked}", new Style(Color.Yellow)));
        parts.Add(Versions(status));
        if (status.Rollout?.Verdicts is { Count: > 0 } verdicts)
        {
            parts.Add(Terminal.Grid(
                ["METRIC", "VERDICT", "BAD", "FOUND"],
                verdicts.Select(verdict => new[] { verdict.Name, verdict.Verdict, Number(verdict.Failures), verdict.Message })));
        }

        return new Rows(parts);
    }

    private static Text Headline(ModelDeployment model, V1Condition? ready)
    {
        var color = ready?.Status == "True" ? Color.Green : Color.Yellow;
        var text = ready is null ? "not looked at yet" : $"{ready.Reason}: {ready.Message}";
        return new Text($"{model.Metadata.Namespace}/{model.Metadata.Name}  {text}", new Style(color));
    }

    private static Table Versions(ModelDeploymentStatus status) => Terminal.Grid(
        ["VERSION", "PHASE", "SHARE", "", "READY", "PROVIDER", "REASON"],
        (status.Versions ?? []).Where(version => version.Phase != nameof(VersionPhase.Retired)).Select(version => new[]
        {
            version.Version,
            version.Phase,
            $"{Number(version.Weight)} %",
            Share(version.Weight ?? 0),
            $"{Number(version.Ready)}/{Number(version.Replicas)}",
            version.Provider,
            version.Reason,
        }));

    private static string Share(int weight) => new string('■', Math.Clamp(((weight * ShareWidth) + 99) / 100, 0, ShareWidth)).PadRight(ShareWidth, '·');

    private static string Number(int? number) => (number ?? 0).ToString(CultureInfo.InvariantCulture);
}
