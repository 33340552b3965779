using System.Runtime.InteropServices;

namespace Slipway.Benchmarks.Shared;

/// <summary>Turns SIGINT, SIGTERM and SIGHUP into a cancellation, so that a run ends by its ordinary way and stops what it started.</summary>
public sealed class Interruption : IDisposable
{
    private const int ExitCode = 130;

    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    private Interruption()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                source.Cancel();
            }));
        }
    }

    /// <summary>Runs to the end or to a signal.</summary>
    /// <returns>What <paramref name="run"/> returns; 130 after a signal.</returns>
    public static async Task<int> GuardAsync(Func<CancellationToken, Task<int>> run)
    {
        using var interruption = new Interruption();
        try
        {
            return await run(interruption.source.Token);
        }
        catch (Exception error) when (interruption.source.IsCancellationRequested)
        {
            // What was under way broke off, in whichever way.
            await Console.Error.WriteLineAsync($"interrupted ({error.GetType().Name})");
            return ExitCode;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }
}
