using Slipway.Api;

namespace Slipway.Cli.Rollouts;

/// <summary>Shows a model that changes.</summary>
internal interface IModelView
{
    /// <summary>Whether it says how long things have taken, so that it changes while the model does not.</summary>
    bool ShowsTime { get; }

    void Show(ModelDeployment model, DateTimeOffset now);
}
