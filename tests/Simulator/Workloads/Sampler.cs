namespace Slipway.Simulator.Workloads;

/// <summary>Draws requests from a shape: a Poisson process of its rate, times log-normal with a coefficient of variation of 0.5.</summary>
internal static class Sampler
{
    public const double Hours = 8;

    private const double Variation = 0.5;

    public static Workload Sample(string name, int seed, Shape shape, Random random)
    {
        var sigma = Math.Sqrt(Math.Log(1 + (Variation * Variation)));
        var mu = Math.Log(shape.ServiceSeconds) - (sigma * sigma / 2);
        var arrivals = new List<double>();
        var services = new List<double>();
        for (var second = 0; second < Hours * 3600; second++)
        {
            var rate = shape.Load(second) / shape.ServiceSeconds;
            // Within a second the rate is constant, and the times between arrivals exponential.
            for (var at = Exponential(random, rate); at < 1; at += Exponential(random, rate))
            {
                arrivals.Add(second + at);
                services.Add(Math.Exp(mu + (sigma * Normal(random))));
            }
        }

        return new Workload(name, seed, Hours * 3600, [.. arrivals], [.. services]);
    }

    public static double Exponential(Random random, double rate) =>
        rate <= 0 ? double.PositiveInfinity : -Math.Log(1 - random.NextDouble()) / rate;

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
