namespace Slipway.Simulator.Workloads;

/// <summary>Requests to replay: when each arrives and how long it takes at a replica.</summary>
/// <param name="Name">The shape or trace.</param>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Seconds">How long it lasts.</param>
/// <param name="Arrivals">Ascending, in seconds.</param>
/// <param name="Services">Seconds at a replica.</param>
internal sealed record Workload(string Name, int Seed, double Seconds, double[] Arrivals, double[] Services)
{
    /// <summary>Slots taken at the beginning, so that no policy starts from nothing.</summary>
    public double LoadAtStart
    {
        get
        {
            var count = Array.FindIndex(Arrivals, time => time > 60);
            return (count < 0 ? Services : Services[..count]).Sum() / 60;
        }
    }
}
