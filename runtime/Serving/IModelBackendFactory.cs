using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Serving;

/// <summary>Loads models from the local file system.</summary>
public interface IModelBackendFactory
{
    /// <summary>Checks and loads a model.</summary>
    /// <param name="model">Where it lies; <see cref="StoredModel.RootPath"/> bounds what external data may name.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellationToken">Gives up loading.</param>
    /// <returns>The model, or ModelLoadFailed, ModelRefused, ProviderUnavailable.</returns>
    ValueTask<LoadResult> LoadAsync(StoredModel model, BackendOptions options, CancellationToken cancellationToken);
}
