namespace Slipway.Telemetry;

/// <summary>Upper bounds of histogram buckets for usual quantities; one more bucket, up to infinity, follows each.</summary>
public static class Buckets
{
    /// <summary>Durations of requests and small work, 1 ms to 60 s.</summary>
    public static IReadOnlyList<double> Seconds { get; } =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>Durations of inference on small models and fast devices, 100 µs to 10 s.</summary>
    public static IReadOnlyList<double> FineSeconds { get; } =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Durations of downloads, start-ups and rollouts, 100 ms to 1 h.</summary>
    public static IReadOnlyList<double> LongSeconds { get; } =
        [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 3_600];

    /// <summary>Payloads, 1 KiB to 1 GiB in powers of four.</summary>
    public static IReadOnlyList<double> Bytes { get; } =
        [1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864, 268_435_456, 1_073_741_824];

    /// <summary>Rows of a batch, 1 to 1,024 in powers of two.</summary>
    public static IReadOnlyList<double> Rows { get; } = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];
}
