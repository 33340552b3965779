namespace Slipway.Benchmarks.Shared;

/// <summary>Measurements of one kind, one from each round; their medians count.</summary>
/// <typeparam name="T">One measurement.</typeparam>
public sealed class Series<T>
{
    private readonly List<T> rounds = [];

    /// <summary>Adds a round's.</summary>
    public void Add(T measurement) => rounds.Add(measurement);

    /// <summary>A figure of each round.</summary>
    public IEnumerable<double> Values(Func<T, double> figure) => rounds.Select(figure);

    /// <summary>The median of a figure; see <see cref="Statistics.Median"/>.</summary>
    public double Median(Func<T, double> figure) => Statistics.Median(rounds.Select(figure));

    /// <summary>The spread of a figure; see <see cref="Statistics.Spread"/>.</summary>
    public double Spread(Func<T, double> figure) => Statistics.Spread([.. rounds.Select(figure)]);
}
