using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Shared.Load;

/// <summary>A load as a process of its own, so that its time is not the measuring program's, and its sockets complete on one thread.</summary>
public static class LoadProcess
{
    /// <summary>What comes before the requests that count.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    // For its start, and for a server that is slow to answer the last request.
    private const double MarginSeconds = 60;

    /// <summary>Answers are handled on the thread that polls: no thread pool in between.</summary>
    public static IReadOnlyDictionary<string, string?> Inline { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" };

    /// <summary>Starts this program again in another mode.</summary>
    public static ChildProcess Start(IEnumerable<string> arguments) => ChildProcess.Start(Environment.ProcessPath!, arguments, Inline);

    /// <summary>Runs it to its end and reads the one line that it prints.</summary>
    /// <param name="arguments">The mode and what it needs.</param>
    /// <param name="seconds">How long it takes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">A request failed.</exception>
    public static async Task<LoadResult> DriveAsync(IReadOnlyList<string> arguments, double seconds, CancellationToken cancellationToken = default)
    {
        await using var child = Start(arguments);
        var result = await child.WaitAsync(TimeSpan.FromSeconds(seconds + MarginSeconds)).WaitAsync(cancellationToken);
        return result.ExitCode == 0
            ? LoadResult.Parse(result.Output.Trim())
            : throw new InvalidOperationException($"The load {string.Join(' ', arguments)} failed:\n{result.Errors}");
    }
}
