using Slipway.Api;

namespace Slipway.Cli.Rollouts;

/// <summary>A line of JSON for each change of the status.</summary>
internal sealed class JsonView(TextWriter writer) : IModelView
{
    public bool ShowsTime => false;

    public void Show(ModelDeployment model, DateTimeOffset now) => RolloutReport.WriteJson(model, writer);
}
