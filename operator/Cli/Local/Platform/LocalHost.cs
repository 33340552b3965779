using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Cli.Local.Display;
using Slipway.Cli.Local.Files;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Cli.Local.Platform;

/// <summary>Runs <c>slipway local</c>: platform, files and display, until Ctrl-C or, with <c>--once</c>, until all is ready or not.</summary>
internal sealed class LocalHost(LocalOptions options, IReadOnlyList<string> paths, IDisplay display, TimeProvider time)
{
    /// <summary>How often the files are looked at. Polling sees every editor and every file system.</summary>
    private static readonly TimeSpan FilePeriod = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan ShowPeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until cancelled or signalled.</summary>
    /// <param name="once">How long to wait until all models are ready or cannot become so, and then end; null: go on.</param>
    /// <param name="logging">Where logs go.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> RunAsync(TimeSpan? once, Action<ILoggingBuilder> logging, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        using var traffic = new TrafficMeter(time);
        await using var platform = LocalPlatform.Create(options, logging);
        var feed = new ManifestFeed(NewSync(platform.Client), paths, display);
        try
        {
            // Reading the files and building all that acts on them have nothing to do with each other, and both take time.
            await Task.WhenAll(Task.Run(() => platform.StartAsync(stop.Token), stop.Token), feed.LookAsync(stop.Token));
            display.Start(platform.Address, platform.GrpcAddress, platform.AdminAddress);
            return await LoopAsync(feed, new ModelRows(platform.Client, platform.Address, traffic), once, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }
        finally
        {
            await display.EndAsync();
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private ManifestSync NewSync(IKubernetesClient client)
    {
        IManifestKind[] kinds =
        [
            new ManifestKind<ModelDeployment>(client),
            new ManifestKind<V1Secret>(client),
            new ManifestKind<V1ConfigMap>(client),
            new ManifestKind<V1Namespace>(client),
        ];
        return new ManifestSync(client, kinds, options.Namespace);
    }

    private async Task<int> LoopAsync(ManifestFeed feed, ModelRows rows, TimeSpan? once, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var shownAt = -ShowPeriod; ;)
        {
            var elapsed = time.GetElapsedTime(began);
            if (elapsed - shownAt >= ShowPeriod)
            {
                shownAt = elapsed;
                var now = await rows.ReadAsync(cancellationToken);
                display.Show(now);
                if (once is { } limit && (now.All(row => row.IsSettled) || elapsed > limit))
                    return feed.Errors.Count == 0 && now.All(row => row.IsReady) ? ExitCodes.Ok : ExitCodes.Failed;
            }

            await Task.Delay(FilePeriod, time, cancellationToken);
            if (once is null)
                await feed.LookAsync(cancellationToken);
        }
    }
}
