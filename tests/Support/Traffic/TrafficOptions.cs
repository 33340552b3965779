namespace Slipway.Tests.Support.Traffic;

/// <summary>What a <see cref="TrafficDriver"/> sends.</summary>
/// <param name="Target">Where to POST.</param>
/// <param name="Body">JSON of every request.</param>
public sealed record TrafficOptions(Uri Target, string Body)
{
    /// <summary>Requests in flight at most. Half of the workers keep their connection, half open a new one for each request.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>Pause of each worker between two requests; default 10 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The driver stops by itself after this time; default 3 minutes.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>A request that takes longer has failed; default 10 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads a label from a good answer, such as the version that gave it.</summary>
    public Func<string, string> Label { get; init; } = _ => "ok";
}
