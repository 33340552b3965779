using Microsoft.Extensions.DependencyInjection;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Queue;

namespace Slipway.Kubernetes.Controllers;

/// <summary>The workers of a controller: each takes a key from the queue, makes a pass, and queues the key again as its outcome says.</summary>
internal sealed class ControllerLoop<TEntity> : IControllerLoop, IDisposable
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    /// <summary>How long a key waits whose namespace cannot be read in full.</summary>
    private static readonly TimeSpan UnreadablePause = TimeSpan.FromSeconds(10);

    private readonly ControllerParts<TEntity> parts;
    private readonly ControllerEnvironment environment;
    private readonly DepartedObjects<TEntity> departed = new();
    private readonly EntityPass<TEntity> pass;
    private readonly WorkQueue<EntityKey> queue;
    private readonly KeyValuePair<string, object?> tag;
    private IInformer[] informers = [];

    public ControllerLoop(string name, ControllerParts<TEntity> parts, ControllerEnvironment environment)
    {
        Name = name;
        this.parts = parts;
        this.environment = environment;
        tag = new KeyValuePair<string, object?>("controller", name);
        queue = new WorkQueue<EntityKey>(name, environment.Clock, environment.Metrics);
        pass = new EntityPass<TEntity>(
            parts.Informer, parts.Controller, new FinalizerRunner<TEntity>(environment.Client, parts.Finalizers), departed, new OwnWrites(environment.Clock));
    }

    public string Name { get; }

    /// <summary>Whether no key is ready or worked on.</summary>
    public bool IsIdle => queue.IsIdle;

    public void Connect()
    {
        informers = [.. environment.Services.GetServices<IInformer>().Where(informer => !informer.IsOptional)];
        parts.Informer.AddHandler(new PrimaryHandler<TEntity>(departed, queue));
        foreach (var source in parts.Sources)
            source.Connect(environment.Services, queue);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var workers = environment.Settings.MaxConcurrentReconciles;
        environment.Logger.Began(Name, workers);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(cancellationToken)));
    }

    public void Stop() => queue.Close();

    public void Dispose() => queue.Dispose();

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (await queue.TakeAsync(cancellationToken) is { } taken)
        {
            try
            {
                if (IsReadable(taken.Key))
                    await WorkOnAsync(taken.Key, cancellationToken);
                else
                    queue.AddAfter(taken.Key, UnreadablePause);
            }
            finally
            {
                queue.Done(taken.Key);
            }
        }
    }

    /// <summary>A namespace of which a kind cannot be listed must not be worked on: its objects would seem not to be there.</summary>
    private bool IsReadable(EntityKey key)
    {
        foreach (var informer in informers)
        {
            if (informer.SetAside.Contains(key.Namespace))
                return false;
        }

        return true;
    }

    private async Task WorkOnAsync(EntityKey key, CancellationToken cancellationToken)
    {
        environment.Metrics.ActiveWorkers.Add(1, tag);
        var begun = environment.Clock.GetTimestamp();
        try
        {
            var outcome = await PassAsync(key, cancellationToken);
            var duration = environment.Clock.GetElapsedTime(begun);
            environment.Metrics.ReconcileTime.Record(duration.TotalSeconds, tag);
            environment.Metrics.Reconciles.Add(1, tag, new KeyValuePair<string, object?>("result", outcome.ResultLabel));
            Requeue(key, outcome, duration);
        }
        finally
        {
            environment.Metrics.ActiveWorkers.Add(-1, tag);
        }
    }

    /// <summary>A pass with a time limit.</summary>
    private async Task<PassOutcome> PassAsync(EntityKey key, CancellationToken cancellationToken)
    {
        var timeout = environment.Settings.ReconcileTimeout;
        using var limit = new CancellationTokenSource(timeout, environment.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await pass.RunAsync(key, either.Token);
        }
        catch (Exception exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new PassOutcome(PassResult.Failure, Message: $"It took longer than {timeout}.", Error: exception);
        }
    }

    /// <summary>The retry contract of <see cref="ReconciliationResult{TEntity}"/>.</summary>
    private void Requeue(EntityKey key, PassOutcome outcome, TimeSpan duration)
    {
        var logger = environment.Logger;
        if (outcome.Result is PassResult.Success or PassResult.Terminal)
        {
            queue.Forget(key);
            if (outcome.RequeueAfter is { } later)
                queue.AddAfter(key, later);
            if (outcome.Result == PassResult.Success)
                logger.Reconciled(Name, key.Namespace, key.Name, duration);
            else
                ReportFailedForGood(key, outcome);
            return;
        }

        var delay = outcome.RequeueAfter ?? queue.Retry(key, outcome.LeastDelay);
        if (outcome.RequeueAfter is not null)
            queue.AddAfter(key, delay);
        if (outcome.Result == PassResult.Conflict)
        {
            logger.Conflicted(Name, key.Namespace, key.Name, delay);
            return;
        }

        environment.Metrics.ReconcileErrors.Add(1, tag);
        logger.Failed(outcome.Error, Name, key.Namespace, key.Name, outcome.Message, delay);
    }

    private void ReportFailedForGood(EntityKey key, PassOutcome outcome)
    {
        environment.Metrics.ReconcileErrors.Add(1, tag);
        environment.Logger.FailedForGood(Name, key.Namespace, key.Name, outcome.Message);
    }
}
