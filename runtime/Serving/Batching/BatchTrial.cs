namespace Slipway.Runtime.Serving.Batching;

/// <summary>
/// Two batch sizes beside each other: a few runs of one, a few of the other, and so on. Machines change from one second to the next by more
/// than the sizes differ, so a few runs are compared only with those next to them, and what most of these comparisons say counts. Not safe
/// for threads.
/// </summary>
/// <param name="best">The size that is in use.</param>
/// <param name="challenger">The size that may take its place: half as many rows, or twice or four times as many.</param>
internal sealed class BatchTrial(int best, int challenger)
{
    /// <summary>Runs of each size that are compared with each other.</summary>
    private const int BlockRuns = 3;

    /// <summary>Comparisons that are enough where all but one say the same.</summary>
    private const int EnoughPairs = 5;

    /// <summary>Comparisons that are enough for small differences.</summary>
    private const int MostPairs = 11;

    /// <summary>Comparisons that are enough where all of them are beyond the next two bounds; a machine that changes can spoil one.</summary>
    private const int FewestPairs = 2;

    private const double PlainlyWorse = 1.25;
    private const double PlainlyBetter = 0.8;

    /// <summary>More rows have to be worth more than that, since each waits for the others.</summary>
    private const double WorthMoreRows = 0.98;

    /// <summary>After so many runs nothing more is to be learned: their requests do not add up to one of the sizes.</summary>
    private const int MostTries = 3 * MostPairs * BlockRuns;

    private readonly List<double> _small = new(BlockRuns);
    private readonly List<double> _large = new(BlockRuns);
    private readonly List<(double Best, double Challenger)> _pairs = [];
    private bool _isChallengersTurn;
    private bool _wasOffered;
    private int _runsOfTurn;
    private int _tries;

    /// <summary>The size that is tried.</summary>
    public int Challenger => challenger;

    /// <summary>Whether larger batches are tried.</summary>
    public bool IsUpward => challenger > best;

    /// <summary>Milliseconds per row in runs of each size; null: too few of them.</summary>
    public (double Best, double Challenger)? MillisecondsPerRow =>
        _pairs.Count == 0 ? null : (Median(_pairs.Select(pair => pair.Best)), Median(_pairs.Select(pair => pair.Challenger)));

    /// <summary>Whether the challenger is better; null: it is not known.</summary>
    public bool? ChallengerWins { get; private set; }

    /// <summary>Whether nothing more is to be learned.</summary>
    public bool IsOver => ChallengerWins is not null || _tries >= MostTries;

    private List<double> OfBest => IsUpward ? _small : _large;

    private List<double> OfChallenger => IsUpward ? _large : _small;

    /// <summary>The most rows of the next run.</summary>
    /// <param name="waiting">How many wait; the challenger needs its whole size.</param>
    public int MostRows(long waiting)
    {
        if (!_isChallengersTurn || challenger > waiting) return best;
        _wasOffered = true;
        return challenger;
    }

    /// <summary>Learns from a run of whichever size.</summary>
    /// <param name="rows">Its rows, at least 1.</param>
    /// <param name="millisecondsPerRow">How long it took for each.</param>
    public void Ran(long rows, double millisecondsPerRow)
    {
        var larger = Math.Max(best, challenger);
        if (rows <= larger) Keep(rows > larger / 2 ? _large : _small, millisecondsPerRow);
        if (IsUpward && OfBest.Count == BlockRuns && challenger * Median(OfBest) > BatchSizeRule.LongestRun.TotalMilliseconds) ChallengerWins = false;
        else if (_small.Count == BlockRuns && _large.Count == BlockRuns) Compare();
        // Too few wait: the challenger keeps its turn until there are enough.
        if (_isChallengersTurn && !_wasOffered) return;
        _wasOffered = false;
        _tries++;
        if (++_runsOfTurn == BlockRuns) (_isChallengersTurn, _runsOfTurn) = (!_isChallengersTurn, 0);
    }

    /// <summary>Keeps the last few.</summary>
    private static void Keep(List<double> runs, double millisecondsPerRow)
    {
        if (runs.Count == BlockRuns) runs.RemoveAt(0);
        runs.Add(millisecondsPerRow);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }

    private void Compare()
    {
        _pairs.Add((Median(OfBest), Median(OfChallenger)));
        _small.Clear();
        _large.Clear();
        double[] beside = [.. _pairs.Select(pair => pair.Challenger / pair.Best)];
        if (beside.Length < FewestPairs) return;
        if (Array.TrueForAll(beside, ratio => ratio > PlainlyWorse)) ChallengerWins = false;
        else if (Array.TrueForAll(beside, ratio => ratio < PlainlyBetter)) ChallengerWins = true;
        else if (beside.Length >= EnoughPairs) Vote([.. beside.Select(ratio => IsUpward ? ratio < WorthMoreRows : ratio <= 1)]);
    }

    private void Vote(bool[] wins)
    {
        var forChallenger = wins.Count(won => won);
        if (wins.Length >= MostPairs || Math.Min(forChallenger, wins.Length - forChallenger) <= 1) ChallengerWins = 2 * forChallenger > wins.Length;
    }
}
