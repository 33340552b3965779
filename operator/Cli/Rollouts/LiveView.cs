using Slipway.Api;
using Spectre.Console;

namespace Slipway.Cli.Rollouts;

/// <summary>A picture that stays in its place on a terminal.</summary>
internal sealed class LiveView(LiveDisplayContext live) : IModelView
{
    public bool ShowsTime => true;

    public void Show(ModelDeployment model, DateTimeOffset now)
    {
        live.UpdateTarget(RolloutPicture.Draw(model, now));
        live.Refresh();
    }
}
