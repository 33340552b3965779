using System.Globalization;
using System.Text.Json;
using Slipway.Api;
using Slipway.Api.Conditions;
using Spectre.Console;

namespace Slipway.Cli.Rollouts;

/// <summary>What a person reads of a model: tables on a terminal, the same in plain text elsewhere.</summary>
internal static class RolloutReport
{
    public static void WriteJson(ModelDeployment model, TextWriter writer) =>
        writer.WriteLine(JsonSerializer.Serialize(model.Status, ApiJsonContext.Default.ModelDeploymentStatus));

    /// <summary>Conditions, and all versions with replicas.</summary>
    public static void WriteStatus(ModelDeployment model, TextWriter writer)
    {
        var console = Terminal.Console(writer);
        var ready = ConditionList.Find(model.Status.Conditions, ConditionTypes.Ready);
        Line(console, $"{model.Metadata.Namespace}/{model.Metadata.Name}: {(ready is null ? "not looked at yet" : $"Ready={ready.Status} {ready.Reason}: {ready.Message}")}");
        if (ConditionList.Find(model.Status.Conditions, ConditionTypes.Stalled) is { Status: "True" } stalled && stalled.Message != ready?.Message)
            Line(console, $"Stalled: {stalled.Reason}: {stalled.Message}");
        if (model.Status.Url is { } url)
            Line(console, $"Requests go to {url}");
        Versions(console, (model.Status.Versions ?? []).Where(version => version.Phase != nameof(VersionPhase.Retired)));
    }

    /// <summary>Where the rollout is, and the latest verdicts.</summary>
    public static void WriteRollout(ModelDeployment model, TextWriter writer)
    {
        var console = Terminal.Console(writer);
        if (model.Status.Rollout is not { } rollout)
        {
            WriteStatus(model, writer);
            return;
        }

        Line(console, $"{model.Metadata.Namespace}/{model.Metadata.Name}: {rollout.Phase}{Step(rollout)}");
        Told(console, "Room", rollout.Mode);
        Told(console, "Held up by", rollout.BlockedBy);
        Told(console, "Message", rollout.Message);
        Told(console, "Paused by", rollout.PausedBy);
        Told(console, "Given up", rollout.AbortReason is null ? null : $"{rollout.AbortReason}: {rollout.AbortMessage}");
        Told(console, "Last wish", rollout.Acknowledged is null ? null : $"{rollout.Acknowledged}: {rollout.Answer}");
        Versions(console, (model.Status.Versions ?? []).Where(version => version.Phase != nameof(VersionPhase.Retired)));
        if (rollout.Verdicts is { Count: > 0 } verdicts)
            Terminal.Rows(console, ["METRIC", "VERDICT", "BAD", "FOUND"], verdicts.Select(verdict => new[] { verdict.Name, verdict.Verdict, Number(verdict.Failures), verdict.Message }));
    }

    /// <summary>All kept versions, newest first.</summary>
    public static void WriteHistory(ModelDeployment model, TextWriter writer) => Terminal.Rows(
        Terminal.Console(writer),
        ["VERSION", "REVISION", "PHASE", "PROVEN", "DIGEST", "IMAGE"],
        (model.Status.Versions ?? []).Select(version => new[]
        {
            version.Version,
            version.Revision,
            version.Phase,
            model.Status.Rollout?.Proven?.Contains(version.Revision) == true ? "yes" : "",
            version.Digest,
            version.Image,
        }));

    private static void Versions(IAnsiConsole console, IEnumerable<VersionStatus> versions) => Terminal.Rows(
        console,
        ["VERSION", "PHASE", "WEIGHT", "READY", "PROVIDER", "REASON"],
        versions.Select(version => new[]
        {
            version.Version, version.Phase, $"{Number(version.Weight)} %", $"{Number(version.Ready)}/{Number(version.Replicas)}", version.Provider, version.Reason,
        }));

    private static string Step(RolloutStatus rollout) => rollout.Canary is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $", step {Math.Min(rollout.Step ?? 1, (rollout.Steps ?? 0) + 1)} of {(rollout.Steps ?? 0) + 1}, {rollout.Weight ?? 0} % of the requests");

    private static void Told(IAnsiConsole console, string what, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            Line(console, $"{what}: {text}");
    }

    // What the cluster says is text, never markup.
    private static void Line(IAnsiConsole console, string text) => console.WriteLine(text);

    private static string Number(int? number) => (number ?? 0).ToString(CultureInfo.InvariantCulture);
}
