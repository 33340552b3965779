namespace Slipway.Runtime.Serving.Store;

/// <summary>Is told how a fetch goes. Called on the fetching thread; must return at once.</summary>
public interface IFetchObserver
{
    /// <summary>A stage begins.</summary>
    void Enter(FetchStage stage);

    /// <summary>Bytes arrived; called at most once per buffer.</summary>
    void Report(FetchProgress progress);
}
