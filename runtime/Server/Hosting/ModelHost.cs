using Slipway.Runtime.Server.Arguments;
using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Lifecycle;

namespace Slipway.Runtime.Server.Hosting;

/// <summary>The life of the process: listen at once, load, serve until asked to end, drain.</summary>
internal sealed partial class ModelHost(
    ServeArguments arguments, ServedModel model, WebApplication application, ShutdownSignals signals, ILogger logger, TimeProvider time)
{
    /// <summary>How long things that should be over are waited for before the process ends all the same.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    /// <summary>Runs to the end.</summary>
    /// <param name="loading">The model's start, which has begun.</param>
    /// <returns>Null when it ended as asked, else why it could not start.</returns>
    public async Task<StartFailure?> RunAsync(Task<StartFailure?> loading)
    {
        try
        {
            await application.StartAsync(CancellationToken.None);
        }
        catch (IOException exception)
        {
            var ports = $"{arguments.HttpPort}, {arguments.GrpcPort} and {arguments.AdminPort}";
            return new StartFailure(StartFailureReason.InternalError, $"Cannot listen on the ports {ports}: {exception.Message}");
        }

        if (await StartedAsync(loading) is { } failure)
            return failure;
        await UntilAsync(signals.Requested);
        await DrainAsync();
        return null;
    }

    /// <summary>Waits for the model; a signal ends the waiting, also where the load itself cannot be interrupted.</summary>
    private async Task<StartFailure?> StartedAsync(Task<StartFailure?> loading)
    {
        try
        {
            await Task.WhenAny(loading, UntilAsync(signals.Requested));
            if (signals.Requested.IsCancellationRequested)
                await loading.WaitAsync(LastPatience, time);
            var failure = await loading;
            if (failure is null)
                Report();
            else
                ModelFailed(logger, failure.Reason, failure.Message);
            return failure;
        }
        catch (Exception exception) when (signals.Requested.IsCancellationRequested && exception is (OperationCanceledException or TimeoutException))
        {
            return null;
        }
    }

    private void Report()
    {
        var provider = model.Loaded!.Backend.Provider;
        foreach (var (phase, duration) in model.Snapshot.Phases.Where(phase => phase.Phase < ModelPhase.Ready))
            PhaseTook(logger, phase, duration.TotalSeconds);
        ModelReady(logger, model.Name, model.Version, provider.Active, model.Loaded.Files.Digest);
        if (provider.Message is { } message)
            ProviderPassedOver(logger, provider.Active, message);
        if (arguments.ByHand)
            Console.Out.WriteLine(Greeting.For(arguments, model.Loaded.Backend));
    }

    private async Task DrainAsync()
    {
        model.BeginDrain();
        // Load balancers need this long to look away; until then their requests are served as ever. Where they never looked, nobody is waited for.
        var delay = model.Loaded is null ? TimeSpan.Zero : arguments.DrainDelay;
        DrainStarted(logger, delay.TotalSeconds);
        await Task.Delay(delay, time, signals.Urged).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var patience = new CancellationTokenSource(arguments.DrainTimeout, time);
        await application.StopAsync(patience.Token);
        try
        {
            await model.DisposeAsync().AsTask().WaitAsync(LastPatience, time);
        }
        catch (TimeoutException)
        {
            RunStillHung(logger);
        }

        DrainEnded(logger, patience.IsCancellationRequested);
    }

    private async Task UntilAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Model {Name} version {Version} is ready on {Provider} ({Digest})")]
    private static partial void ModelReady(ILogger logger, string name, string version, string provider, string digest);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "The model cannot be served, {Reason}: {Text}")]
    private static partial void ModelFailed(ILogger logger, StartFailureReason reason, string text);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Information, Message = "{Phase} took {Seconds:F3} s")]
    private static partial void PhaseTook(ILogger logger, ModelPhase phase, double seconds);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "The model runs on {Provider}: {Reason}")]
    private static partial void ProviderPassedOver(ILogger logger, string provider, string reason);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Information, Message = "Draining: unready, serving on for {Seconds} s")]
    private static partial void DrainStarted(ILogger logger, double seconds);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Information, Message = "Drained; requests cut off at the timeout: {CutOff}")]
    private static partial void DrainEnded(ILogger logger, bool cutOff);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Warning, Message = "A run ignores its termination; the process ends without it")]
    private static partial void RunStillHung(ILogger logger);
}
