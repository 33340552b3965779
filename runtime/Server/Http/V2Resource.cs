namespace Slipway.Runtime.Server.Http;

/// <summary>What a path of the protocols names.</summary>
internal enum V2Resource
{
    /// <summary><c>/v2</c></summary>
    Server,

    /// <summary><c>/v2/health/live</c></summary>
    Live,

    /// <summary><c>/v2/health/ready</c></summary>
    Ready,

    /// <summary><c>/v2/models/{m}[/versions/{v}]</c></summary>
    Model,

    /// <summary><c>…/ready</c></summary>
    ModelReady,

    /// <summary><c>…/infer</c></summary>
    Infer,

    /// <summary><c>/v2/repository/index</c></summary>
    RepositoryIndex,

    /// <summary><c>…/config</c></summary>
    Config,

    /// <summary><c>…/stats</c> and <c>/v2/models/stats</c></summary>
    Statistics,

    /// <summary><c>/v1/models</c></summary>
    V1Models,

    /// <summary><c>/v1/models/{m}</c></summary>
    V1Model,

    /// <summary><c>/v1/models/{m}:predict</c></summary>
    V1Predict,
}
