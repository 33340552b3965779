using Slipway.Runtime.Serving.Store.Network;
using Slipway.Runtime.Serving.Store.Sources.Registries;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>Makes the source for an address.</summary>
internal static class ModelSourceFactory
{
    /// <summary>A source over the network.</summary>
    /// <exception cref="FetchException">The credentials cannot be used.</exception>
    public static IModelSource Create(ModelUri uri, ModelCredentials credentials, ModelStoreOptions options, TimeProvider time)
    {
        var handler = StorageHandler.Create(options, credentials);
        if (uri.Scheme == ModelScheme.HuggingFace) return new HuggingFaceModelSource(uri, credentials, new HttpRequester(handler, credentials), time);
        if (uri.Scheme == ModelScheme.Registry) return RegistryModelSource.Create(uri, credentials, handler, time);
        if (uri.Scheme != ModelScheme.S3) return new HttpModelSource(uri, new HttpRequester(handler, credentials), time);

        var connections = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        return new S3ModelSource(uri, S3ClientFactory.Create(credentials, connections), connections);
    }
}
