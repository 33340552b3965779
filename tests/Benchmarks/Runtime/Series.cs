namespace Slipway.Benchmarks.Runtime;

/// <summary>Measurements of one kind, one from each round; their medians count.</summary>
internal sealed class Series
{
    private readonly List<Measurement> _rounds = [];

    public void Add(Measurement measurement) => _rounds.Add(measurement);

    public double Median(Func<Measurement, double> figure)
    {
        if (_rounds.Count == 0) return double.NaN;
        var ordered = _rounds.Select(figure).Order().ToList();
        return ordered.Count % 2 == 1 ? ordered[ordered.Count / 2] : (ordered[(ordered.Count / 2) - 1] + ordered[ordered.Count / 2]) / 2;
    }
}
