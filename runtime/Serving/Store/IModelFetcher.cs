namespace Slipway.Runtime.Serving.Store;

/// <summary>Brings a model onto the local file system.</summary>
public interface IModelFetcher
{
    /// <summary>Fetches, verifies and places a model, or finds it in the cache.</summary>
    /// <param name="request">What to fetch.</param>
    /// <param name="observer">Is told the progress; null: nobody.</param>
    /// <param name="cancellationToken">Gives up; what was downloaded so far stays for the next attempt.</param>
    /// <returns>The model or a reason of decision 0001; only cancellation and bugs throw.</returns>
    Task<FetchResult> FetchAsync(FetchRequest request, IFetchObserver? observer, CancellationToken cancellationToken);
}
