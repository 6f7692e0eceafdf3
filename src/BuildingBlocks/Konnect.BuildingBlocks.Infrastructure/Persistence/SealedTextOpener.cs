using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>
/// Opens sealed texts as their entities are made from rows, tracked or not. EF Core asks it once for each type of entity, so that entities without sealed texts are made as fast as ever;
/// the keys are those of the context that reads.
/// </summary>
internal sealed class SealedTextOpener : IInstantiationBindingInterceptor
{
    /// <summary>The only one: with another, EF Core would keep other services.</summary>
    public static SealedTextOpener Instance { get; } = new();

    /// <inheritdoc/>
    public InstantiationBinding ModifyBinding(InstantiationBindingInterceptionData interceptionData, InstantiationBinding binding) =>
        SealedProperty.Of(interceptionData.TypeBase.ClrType).Aggregate(binding, (inner, property) => new OpeningBinding(inner, new PropertyParameterBinding(interceptionData.TypeBase.FindProperty(property.Column)!)));

    /// <summary>Makes an entity as it was made before, and gives it one text.</summary>
    private sealed class OpeningBinding(InstantiationBinding inner, PropertyParameterBinding column) : InstantiationBinding([.. inner.ParameterBindings, column])
    {
        private static readonly MethodInfo OpenMethod = typeof(OpeningBinding).GetMethod(nameof(Open), BindingFlags.Static | BindingFlags.NonPublic)!;

        public override Type RuntimeType => inner.RuntimeType;

        public override Expression CreateConstructorExpression(ParameterBindingInfo bindingInfo) => Expression.Call(
            OpenMethod.MakeGenericMethod(RuntimeType),
            inner.CreateConstructorExpression(bindingInfo),
            new ContextParameterBinding(typeof(DbContext)).BindToParameter(bindingInfo),
            Expression.Constant(column.ConsumedProperties[0].Name),
            column.BindToParameter(bindingInfo));

        public override InstantiationBinding With(IReadOnlyList<ParameterBinding> parameterBindings) =>
            new OpeningBinding(inner.With([.. parameterBindings.SkipLast(1)]), (PropertyParameterBinding)parameterBindings[^1]);

        private static TEntity Open<TEntity>(TEntity entity, DbContext context, string column, byte[] stored) where TEntity : class
        {
            foreach (var property in SealedProperty.Of(typeof(TEntity)))
            {
                if (property.Column == column)
                    property.Write(entity, ((ModuleDbContext)context).Texts.Open(property, stored));
            }

            return entity;
        }
    }
}
