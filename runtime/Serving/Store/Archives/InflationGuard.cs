namespace Slipway.Runtime.Serving.Store.Archives;

/// <summary>Cuts archives that grow out of all proportion while they are decompressed.</summary>
/// <param name="packedBytes">The size of the archive.</param>
internal sealed class InflationGuard(long packedBytes)
{
    /// <summary>What any archive may grow to; small ones of zeros are no danger.</summary>
    private const long AlwaysAllowedBytes = 64L * 1024 * 1024;

    private const long MaxRatio = 200;

    private readonly long _maxBytes = Math.Max(AlwaysAllowedBytes, packedBytes > long.MaxValue / MaxRatio ? long.MaxValue : packedBytes * MaxRatio);
    private long _bytes;

    /// <summary>More bytes came out.</summary>
    /// <exception cref="FetchException">ModelRefused: too many.</exception>
    public void Add(int count)
    {
        _bytes += count;
        if (_bytes <= _maxBytes) return;
        throw new FetchException(
            StartFailureReason.ModelRefused, $"An archive of {packedBytes} bytes grows to more than {_maxBytes} bytes, which is refused.");
    }
}
