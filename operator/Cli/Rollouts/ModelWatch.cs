using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Kubernetes.Client;

namespace Slipway.Cli.Rollouts;

/// <summary>Follows one model and shows each change, until it is settled or whoever watches has seen enough.</summary>
internal sealed class ModelWatch(IKubernetesClient client, IModelView view, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <param name="model">As it is now.</param>
    /// <param name="untilSettled">Whether to end once nothing is under way any more; else only cancelling ends it.</param>
    /// <param name="cancellationToken">Whoever watches has seen enough.</param>
    /// <returns><see cref="ExitCodes.Ok"/>; <see cref="ExitCodes.Failed"/> when it is stalled in the end, or gone.</returns>
    public async Task<int> RunAsync(ModelDeployment model, bool untilSettled, CancellationToken cancellationToken)
    {
        var (name, space) = (model.Metadata.Name!, model.Metadata.Namespace);
        view.Show(model, time.GetUtcNow());
        var shown = model.Metadata.ResourceVersion;
        while (!untilSettled || !IsSettled(model))
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return ExitCodes.Ok;
            if (await client.GetAsync<ModelDeployment>(name, space, cancellationToken) is not { } current)
                return ExitCodes.Failed;
            model = current;
            if (view.ShowsTime || model.Metadata.ResourceVersion != shown)
                view.Show(model, time.GetUtcNow());
            shown = model.Metadata.ResourceVersion;
        }

        return ConditionList.IsTrue(model.Status.Conditions, ConditionTypes.Stalled) ? ExitCodes.Failed : ExitCodes.Ok;
    }

    /// <summary>Whether the present spec has been looked at, and either all is done or nothing goes on without a person.</summary>
    internal static bool IsSettled(ModelDeployment model) =>
        (model.Status.ObservedGeneration ?? 0) >= (model.Metadata.Generation ?? 0)
        && (ConditionList.IsTrue(model.Status.Conditions, ConditionTypes.Stalled)
            || (ConditionList.IsTrue(model.Status.Conditions, ConditionTypes.Ready) && model.Status.Rollout?.Canary is null));
}
