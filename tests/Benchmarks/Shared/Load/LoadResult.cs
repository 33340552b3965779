using System.Globalization;

namespace Slipway.Benchmarks.Shared.Load;

/// <summary>What a load came to.</summary>
/// <param name="PerSecond">Requests answered per second.</param>
/// <param name="P50Milliseconds">Half were faster.</param>
/// <param name="P99Milliseconds">All but a hundredth were faster.</param>
/// <param name="Answered">How many, within the time that counts.</param>
/// <param name="Total">How many in all, with those before and after it: the server's processor time is shared among these.</param>
public sealed record LoadResult(double PerSecond, double P50Milliseconds, double P99Milliseconds, long Answered, long Total)
{
    /// <summary>Sums up; sorts the list.</summary>
    /// <param name="milliseconds">Latencies of what was answered within the time that counts, whenever it was sent.</param>
    /// <param name="seconds">That time.</param>
    /// <param name="total">How many were answered in all.</param>
    public static LoadResult Of(List<double> milliseconds, double seconds, long total)
    {
        milliseconds.Sort();
        double At(double share) => milliseconds.Count == 0 ? double.NaN : milliseconds[(int)(share * (milliseconds.Count - 1))];
        return new LoadResult(milliseconds.Count / seconds, At(0.5), At(0.99), milliseconds.Count, total);
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static LoadResult Parse(string line)
    {
        var numbers = line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new LoadResult(numbers[0], numbers[1], numbers[2], (long)numbers[3], (long)numbers[4]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond:R} {P50Milliseconds:R} {P99Milliseconds:R} {Answered} {Total}");
}
