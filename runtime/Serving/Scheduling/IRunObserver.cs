namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>Told of every run of a model. Called on the thread of the run: must be quick and must not throw.</summary>
public interface IRunObserver
{
    /// <summary>The model ran.</summary>
    /// <param name="requests">How many requests it was for.</param>
    /// <param name="rows">How many rows they had together.</param>
    void Ran(int requests, long rows);
}
