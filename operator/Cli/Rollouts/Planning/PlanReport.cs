using System.Globalization;
using System.Text.Json;
using Slipway.Planning.Rollouts.Capacity;
using Slipway.Planning.Rollouts.Preview;
using Spectre.Console;

namespace Slipway.Cli.Rollouts.Planning;

/// <summary>What a person reads of a plan: what changes, whether it fits, and step by step what happens.</summary>
internal static class PlanReport
{
    private const decimal Mebi = 1024 * 1024;

    private const int MostRows = 20;

    public static void WriteJson(IReadOnlyList<RolloutPreview> previews, TextWriter writer) =>
        writer.WriteLine(JsonSerializer.Serialize(previews, PlanJsonContext.Default.IReadOnlyListRolloutPreview));

    public static void Write(RolloutPreview preview, TextWriter writer)
    {
        var console = Terminal.Console(writer);
        console.WriteLine($"{preview.Namespace}/{preview.Name}: {Headline(preview)}");
        if (preview.UnderWay is { } other)
            console.WriteLine(other == preview.Version ? "It is on its way already: slipway rollout status shows how far." : $"Version {other}, which is on its way, gives its requests back first.");
        if (preview.Room is { } room)
        {
            console.WriteLine($"Room: {(preview.Fits ? room.Kind.ToString() : $"{room.Lack}: it waits, and goes on by itself when there is room")}: {room.Message}");
            if (!room.NodesAreKnown)
                console.WriteLine("What nodes have free is not known; the scheduler will tell.");
            Rows(console, "NODE", room.Nodes);
            Rows(console, "QUOTA", room.Quotas);
        }

        if (preview.Steps.Count > 0)
            Steps(console, preview.Steps);
    }

    private static string Headline(RolloutPreview preview) => preview.Kind switch
    {
        PreviewKind.Refused => $"refused: {preview.Refusal}",
        PreviewKind.FirstVersion => $"version {preview.Version} (revision {preview.Revision}) is the first one",
        PreviewKind.NoNewVersion => $"no new version: {preview.Version} (revision {preview.Revision}) keeps its pods",
        PreviewKind.GivenUp =>
            $"version {preview.Version} (revision {preview.Revision}) was given up before and is not tried again: slipway rollout retry {preview.Name}",
        PreviewKind.Return =>
            $"version {preview.Version} (revision {preview.Revision}) comes back at once, because it has proved itself, for {preview.ServingVersion} by {preview.Strategy}",
        _ => $"version {preview.Version} (revision {preview.Revision}) replaces {preview.ServingVersion} (revision {preview.ServingRevision}) by {preview.Strategy}",
    };

    private static void Rows(IAnsiConsole console, string head, IReadOnlyList<RoomRow> rows)
    {
        if (rows.Count > 0)
        {
            Terminal.Rows(
                console,
                [head, "RESOURCE", "EACH", "FREE", "REPLICAS"],
                rows.OrderByDescending(row => row.Fits).Take(MostRows).Select(row => new[] { row.Where, row.Resource, Amount(row.Resource, row.PerReplica), Amount(row.Resource, row.Free), Number(row.Fits) }));
        }

        if (rows.Count > MostRows)
            console.WriteLine($"and {Number(rows.Count - MostRows)} more, with no more room each; -o json has them all");
    }

    private static void Steps(IAnsiConsole console, IReadOnlyList<PreviewStep> steps) => Terminal.Rows(
        console,
        ["STEP", "NEW", "OLD", "WEIGHT", "WHAT HAPPENS"],
        steps.Select((step, index) => new[] { Number(index + 1), Number(step.NewReplicas), Number(step.OldReplicas), $"{step.Weight} %", step.Text }));

    // Bytes in the unit that people use; what counts pieces or cores as it is.
    private static string Amount(string resource, decimal amount) =>
        resource.EndsWith("memory", StringComparison.Ordinal) || resource.EndsWith("storage", StringComparison.Ordinal)
            ? $"{(amount / Mebi).ToString("#,0", CultureInfo.InvariantCulture)}Mi"
            : amount.ToString("#,0.###", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
