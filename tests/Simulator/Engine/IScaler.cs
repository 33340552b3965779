namespace Slipway.Simulator.Engine;

/// <summary>A policy under test.</summary>
internal interface IScaler
{
    /// <summary>What the table calls it.</summary>
    string Name { get; }

    /// <summary>Called every second; most policies act less often.</summary>
    /// <returns>How many replicas there should be.</returns>
    int Decide(SimulationView view);
}
