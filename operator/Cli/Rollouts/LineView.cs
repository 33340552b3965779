using System.Globalization;
using Slipway.Api;
using Slipway.Api.Conditions;

namespace Slipway.Cli.Rollouts;

/// <summary>A line for each change that a person would notice, for logs of pipelines.</summary>
internal sealed class LineView(TextWriter writer) : IModelView
{
    private string? last;

    public bool ShowsTime => false;

    public void Show(ModelDeployment model, DateTimeOffset now)
    {
        var line = Line(model);
        if (line == last)
            return;
        last = line;
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:HH:mm:ss} {line}"));
    }

    private static string Line(ModelDeployment model)
    {
        var ready = ConditionList.Find(model.Status.Conditions, ConditionTypes.Ready);
        return ready is null
            ? $"{model.Metadata.Namespace}/{model.Metadata.Name}: not looked at yet"
            : $"{model.Metadata.Namespace}/{model.Metadata.Name}: Ready={ready.Status} {ready.Reason}: {ready.Message}";
    }
}
