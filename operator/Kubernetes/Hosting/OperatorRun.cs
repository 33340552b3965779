using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Leadership;

namespace Slipway.Kubernetes.Hosting;

/// <summary>
/// An operator's life. Start: lease, informers, first lists handed over, workers. Stop: workers end what they are at,
/// informers end, lease released. On loss of the lease everything is cancelled at once.
/// </summary>
internal sealed class OperatorRun(
    ILeaderElector elector,
    IEnumerable<IInformer> informers,
    IEnumerable<IControllerLoop> controllers,
    OperatorSettings settings,
    TimeProvider clock,
    ILogger logger)
{
    private readonly IInformer[] informers = [.. informers];
    private readonly IControllerLoop[] controllers = [.. controllers];

    public Task<LeadershipEnd> RunAsync(CancellationToken stopping) => elector.RunAsync(lost => WorkAsync(lost, stopping), stopping);

    private async Task WorkAsync(CancellationToken lost, CancellationToken stopping)
    {
        using var informing = CancellationTokenSource.CreateLinkedTokenSource(lost);
        using var reconciling = CancellationTokenSource.CreateLinkedTokenSource(lost);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lost, stopping);
        foreach (var controller in controllers)
            controller.Connect();
        var following = Task.WhenAll(informers.Select(informer => informer.RunAsync(informing.Token)));
        var working = Task.CompletedTask;
        try
        {
            await Task.WhenAny(following, Task.WhenAll(informers.Where(informer => !informer.IsOptional).Select(informer => informer.Synced))).WaitAsync(ending.Token);
            logger.Synced(informers.Length);
            working = Task.WhenAll(controllers.Select(controller => controller.RunAsync(reconciling.Token)));
            await Task.WhenAny(following, working).Unwrap().WaitAsync(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            logger.Stopping();
        }

        await DrainAsync(working, reconciling);
        await informing.CancelAsync();
        await EndedAsync(following);
    }

    /// <summary>Lets passes under way end in time, and cancels the others.</summary>
    private async Task DrainAsync(Task working, CancellationTokenSource reconciling)
    {
        foreach (var controller in controllers)
            controller.Stop();
        try
        {
            await working.WaitAsync(settings.DrainTimeout, clock, reconciling.Token);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            logger.DrainCut(settings.DrainTimeout);
            await reconciling.CancelAsync();
            await EndedAsync(working);
        }
    }

    /// <summary>Waits for cancelled work; being cancelled is how it is meant to end.</summary>
    private static async Task EndedAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken.IsCancellationRequested)
        {
            return;
        }
    }
}
